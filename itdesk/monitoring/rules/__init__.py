"""Pure decisions of the watch: no clock, no network, no database."""
