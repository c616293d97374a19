"""The terminal screens. They read a workspace and call services; they never touch a file."""
