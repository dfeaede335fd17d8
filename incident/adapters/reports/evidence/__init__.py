"""Evidence that leaves the log: a manifest, the files, and a way to verify them without this program."""
