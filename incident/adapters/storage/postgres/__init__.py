"""The log in PostgreSQL: for a team."""
