"""Tables that others keep in CSV or Excel, read row by row."""
