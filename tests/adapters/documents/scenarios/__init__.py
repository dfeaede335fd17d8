"""Scenarios of exercises, read, compiled and checked."""
