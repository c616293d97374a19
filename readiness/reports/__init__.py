"""Core values in, bytes going out; no store, no user interface."""
