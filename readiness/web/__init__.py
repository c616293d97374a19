"""The screens in a browser: a small server of pages and files, and one process for each person's screens."""
