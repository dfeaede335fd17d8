"""Cases joined to their words, which stand beside the log, and found by people's words."""
