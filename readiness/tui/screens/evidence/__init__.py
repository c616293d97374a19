"""Evidence: list, forms, links, scanning."""
