"""Watching: devices, samples, alerts."""
