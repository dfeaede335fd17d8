"""How due deliveries leave: claimed, sent, tried again, told to the log."""
