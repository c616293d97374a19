"""The improvement plan: what inspectors asked for, what is done about it, and what it changes."""
