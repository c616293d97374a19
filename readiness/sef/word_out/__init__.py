"""The self-evaluation as a Word document."""
