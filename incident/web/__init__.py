"""The terminal program in a browser on the local network, after a login per person.

Beside the other interfaces: it starts the same program as a child for every terminal that is opened, and carries cells
one way and keys the other. Nothing of an incident is known here.
"""
