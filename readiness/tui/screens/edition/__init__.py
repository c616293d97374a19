"""Another definition beside the one in force: differences, the map, the move."""
