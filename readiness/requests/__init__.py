"""What inspectors ask for: their own list matched with our items."""
