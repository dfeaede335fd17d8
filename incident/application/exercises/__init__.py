"""Running an exercise: beginning it, letting its injects go, ceasing play for a real incident."""
