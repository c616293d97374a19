"""Criteria: tree, page, statements."""
