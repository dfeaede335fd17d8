"""Takes staff through an emergency, step by step, with its clocks, people and messages beside it."""

__version__ = "0.1.0"
