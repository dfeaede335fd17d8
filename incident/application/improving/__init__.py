"""Reads the improvement plans of all incidents, and looks for what shows that an action holds."""
