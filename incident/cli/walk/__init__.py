"""`incident walk`: one incident on the full screen, or line by line for screen readers and dumb terminals.

The line mode prints lines from top to bottom and reads lines: no cursor, no colour, nothing is ever drawn twice.
"""
