"""The demonstration: a throw-away workspace, and one whole incident that plays itself.

Apart from the interfaces, because it uses the program as they do: through the
services it is handed.
"""
