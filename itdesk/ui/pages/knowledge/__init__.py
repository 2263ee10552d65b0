"""Knowledge: manuals to read, write and compare."""
