"""The page Overview: what needs me now."""
