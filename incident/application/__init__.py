"""What the program does: executes commands, answers questions, tells people.

It talks to the world through `ports` only, and imports nothing but the domain
and the standard library.
"""
