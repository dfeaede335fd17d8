"""Speed, as ratios within one interleaved run; left out unless asked for with -m bench."""
