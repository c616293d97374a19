"""The terminal screens. They read a workspace and call capabilities; they never touch a file."""
