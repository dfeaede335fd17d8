"""What is true: events, commands, the rules, the compiled runbook, clocks.

Nothing here reads a clock, a file or chance, and nothing imports more than the standard library.
"""
