"""What has to be asked before a command can be given, as pure steps; one screen runs them all."""
