"""Rules of the field that are pure: from records and a definition to answers, with no disk and no clock."""
