"""The self-evaluation out to Word, and its return reviewed."""
