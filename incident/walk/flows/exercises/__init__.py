"""What whoever leads an exercise is asked: what was seen, why an inject is not played, how play ends."""
