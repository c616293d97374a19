"""Where everything stands, and what changed since."""
