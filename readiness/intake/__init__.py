"""Bytes coming in, core values going out; nothing is stored here."""
