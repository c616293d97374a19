"""The areas of the program, each loaded when it is first entered."""
