"""The self-evaluation: statements, Word out and back."""
