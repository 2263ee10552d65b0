"""What decides about assets."""
