"""The page Reports: choose, look, print."""
