"""The page Import: a file, where its columns go, what will happen, and only then the writing."""
