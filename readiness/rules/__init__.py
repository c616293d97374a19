"""Pure answers to questions of the domain; a date is always handed in."""
