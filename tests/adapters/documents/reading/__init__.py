"""Documents: read strictly, checked by rules, compiled once."""
