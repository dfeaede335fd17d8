"""Evidence read back from the log, and what the rules say is to be erased."""
