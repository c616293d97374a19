"""The data pack, looked over and built."""
