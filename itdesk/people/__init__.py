"""People, places and suppliers: whom and where everything else refers to."""
