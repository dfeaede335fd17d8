"""The installed program in a pseudo-terminal, outside the checkout."""
