"""The store in a folder: a TinyDB file and a journal."""
