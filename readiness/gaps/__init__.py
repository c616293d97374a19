"""What is missing, stale or doubtful; ranked, with reason and remedy."""
