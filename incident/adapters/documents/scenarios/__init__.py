"""Scenarios of exercises as files: their model, their compiler, what is wrong with them, and where they lie."""
