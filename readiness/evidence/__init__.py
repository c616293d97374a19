"""Evidence: registered, scanned, linked, suggested."""
