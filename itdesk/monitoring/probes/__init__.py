"""Probes: each looks at one thing and gives back readings, or a `ProbeFailure` that says why not."""
