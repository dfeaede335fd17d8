"""The terminal program; the only package that knows Textual."""
