"""The plans of a year's exercises, read, checked and compiled."""
