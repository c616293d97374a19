"""Typed filters: their grammar, and what each list understands."""
