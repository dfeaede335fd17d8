"""What has to be asked before a command can be given, as pure steps; the full screen runs them, and the line mode."""
