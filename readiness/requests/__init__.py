"""Request items: who answers, how far they are, and the inspectorate's own list."""
