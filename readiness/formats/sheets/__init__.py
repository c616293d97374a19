"""Workbooks and csv: read, understood as columns, written."""
