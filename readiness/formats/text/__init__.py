"""The words of evidence files, read in a process that may be lost."""
