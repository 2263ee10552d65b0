"""The database: one desk in one SQLite file, or in PostgreSQL; every write journaled."""
