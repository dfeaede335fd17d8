"""Exercises: their clock, what is due, and what was done."""
