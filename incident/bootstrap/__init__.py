"""The one place that sees everything: it reads the environment, wires the services, and hands them on."""
