"""Messages as the log has them: who is told, who is not on purpose, what leaves by night, who is next."""
