"""What there is: definitions, records, states and their words; nothing is decided here."""
