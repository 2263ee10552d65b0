"""What decides about people and places."""
