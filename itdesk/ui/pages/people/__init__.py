"""The page People: people, places and suppliers."""
