"""Working time, inspection dates and the call."""
