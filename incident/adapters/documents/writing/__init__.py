"""Runbooks that the program writes: a first one from a few answers, and what was imported; saved whole or not."""
