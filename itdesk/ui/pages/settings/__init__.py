"""The page Settings: what the office, its hours and its watch are like."""
