"""The cases of customers: what comes in, what is due, who was told."""
