"""The parts every page is built of: one list, one form binder, one task runner, one message channel."""
