"""Who is on duty, which roles may lie in one hand, and how they are handed over."""
