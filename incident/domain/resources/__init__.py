"""What a team has, who has which of it, what is missing, and how much of it was at work."""
