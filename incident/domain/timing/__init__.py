"""Clocks of an incident, and instants and lengths as people state them."""
