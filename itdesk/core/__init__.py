"""Pure rules and values: standard library and dateutil only, no database, no Qt, no network."""
