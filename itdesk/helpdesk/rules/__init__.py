"""What decides about tickets."""
