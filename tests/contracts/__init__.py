"""One suite that every event log passes."""
