"""Formats of others: read generously, reported exactly, written so that they can be read back."""
