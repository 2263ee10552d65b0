"""Type: which faces there are, how they are cut for one document, and how text is set in them."""
