"""The data pack: planned, built, verified, looked through for leaks."""
