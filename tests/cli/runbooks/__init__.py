"""The commands on runbooks, against real folders."""
