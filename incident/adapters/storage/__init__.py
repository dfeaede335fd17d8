"""The log on disk: SQLite for one machine, PostgreSQL for a team, one contract for both."""
