"""The only rooms that write the workspace."""
