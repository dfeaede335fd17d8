"""What is asked before something is done about customers' cases, on the board and in line mode alike."""
