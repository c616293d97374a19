"""Inspection-readiness evidence tracker for area SEND partnerships."""

__version__ = "0.1.0"
