"""Whole incidents: clock in, timeline out."""
