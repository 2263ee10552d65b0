"""The page Journal: who changed what and when, and taking it back."""
