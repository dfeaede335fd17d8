"""What the program does with the domain; it meets the world through the ports that it names."""
