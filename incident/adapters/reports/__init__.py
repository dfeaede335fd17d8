"""Reviews as files for people: Markdown. One module a format; none of them computes a number."""
