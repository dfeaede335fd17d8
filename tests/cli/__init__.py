"""The command line as a script sees it: output, exit codes, sentences."""
