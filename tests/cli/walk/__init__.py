"""The line mode of `incident walk`."""
