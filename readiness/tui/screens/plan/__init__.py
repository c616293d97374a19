"""The plan: its list, and the forms of recommendations, actions and measures."""
