"""Recommendations, actions and measures."""
