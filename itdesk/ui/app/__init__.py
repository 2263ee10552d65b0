"""The wiring between the window and one open desk."""
