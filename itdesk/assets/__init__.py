"""The ledger: what the office owns, where it is, who has it."""
