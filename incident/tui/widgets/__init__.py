"""Widgets that show one slice of state and post what was pressed; none of them knows a service."""
