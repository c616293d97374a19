"""Other programs' files: one gate for each kind."""
