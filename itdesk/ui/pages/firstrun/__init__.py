"""What stands in the window while there is no desk: the first run, and desks that cannot be opened."""
