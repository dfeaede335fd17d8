"""The program in a browser: its parts, its server on loopback, and Chromium before it."""
