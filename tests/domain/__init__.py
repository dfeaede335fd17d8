"""The rules, as given events, a command and the events that follow."""
