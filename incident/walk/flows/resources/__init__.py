"""What is done about resources, in dialogues: each asks who and why once."""
