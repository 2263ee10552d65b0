"""Other people's files: read → map → match → preview; applying is one unit of work."""
