"""Network: watched devices, their ports, charts and alerts."""
