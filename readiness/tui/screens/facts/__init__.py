"""Facts of the framework: what nobody has confirmed, and settling it."""
