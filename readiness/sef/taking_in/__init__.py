"""A self-evaluation written elsewhere, taken in piece by piece."""
