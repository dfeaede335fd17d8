"""Messages leave here, and what became of each is told back without flattery."""
