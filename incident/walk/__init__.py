"""What both ways of walking an incident share: one moment of it, what a verb asks before it acts, half-typed words.

Apart from the full screen and from the line mode, so that neither can ask less than the other. It draws nothing.
"""
