"""Documents of words, read once a format: paragraphs with their looks, names, tables, edits and remarks."""
