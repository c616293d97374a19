"""The engagement meeting: its screen, and its forms."""
