"""Pure decisions of the printed page: direction, line breaks, scripts, sums."""
