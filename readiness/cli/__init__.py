"""The headless front end; never imports the terminal UI toolkit."""
