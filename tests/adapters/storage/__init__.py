"""The databases one by one: what only one of them can do, or can do wrong."""
