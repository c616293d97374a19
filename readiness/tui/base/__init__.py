"""Actions, words, styles and themes of the screens."""
