"""Tables of others, from bytes to rows to cases."""
