"""Use cases: what both front ends call, and all they call."""
