"""The shipped runbooks: every one of them, walked to its end."""
