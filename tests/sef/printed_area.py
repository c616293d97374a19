"""Statements that end in figures, as they are printed."""

BACKLOG = "The backlog was cleared in July 2022"
SUSPENSIONS = "Suspensions per 100 pupils fell from 24.6 to 17.9"
