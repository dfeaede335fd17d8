"""The service over the in-memory log and a fake clock."""
