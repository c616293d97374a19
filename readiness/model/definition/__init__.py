"""What a framework definition is."""
