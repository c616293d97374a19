"""Request items, the map and the inspectorate's list."""
