"""The improvement plan: what was found out, what is to be changed, and what shows that it holds."""
