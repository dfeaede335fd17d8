"""The log in one SQLite file: the default, on one machine."""
