"""The worked example: its content, and how its files and its register are made."""
