"""Running the office's IT as a whole: what needs somebody now, and how it is going."""
