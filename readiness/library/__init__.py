"""Evidence files: kept, scanned, read, searched, opened."""
