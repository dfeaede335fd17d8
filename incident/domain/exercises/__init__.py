"""Exercises: what is planned, their own clock, what is due, and how what was done compares with what was wanted.

Apart from the incident, on whose log all of it is read: an exercise is an incident with one more side.
"""
