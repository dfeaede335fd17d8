"""Questions that people put to each other, and which of them still wait."""
