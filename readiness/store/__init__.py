"""Where records are kept, behind one interface."""
