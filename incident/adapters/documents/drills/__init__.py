"""The yearly plans of exercises as files: read strictly, checked, compiled."""
