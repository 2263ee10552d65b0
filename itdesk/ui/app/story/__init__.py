"""What hangs on a record of any kind: facts, related records, links, files and its history."""
