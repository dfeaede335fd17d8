"""The terminal program under a pilot: messages, then state, then at most one snapshot."""
