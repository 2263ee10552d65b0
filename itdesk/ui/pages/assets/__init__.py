"""The page Assets."""
