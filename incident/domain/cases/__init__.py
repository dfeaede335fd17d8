"""The cases of an incident: one customer's matter each, thousands of them, folded apart from its state."""
