"""Person-level lists: checked and counted, never stored."""
