"""Runbooks that the program writes."""
