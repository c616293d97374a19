"""The records of a workspace, their tables and the changes made to them."""
