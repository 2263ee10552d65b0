"""What decides about maintenance."""
