"""An edited copy of the self-evaluation, read."""
