"""`incident case`, from a list of another system to the end of every case."""
