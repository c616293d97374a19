"""The application: areas, palette, first run."""
