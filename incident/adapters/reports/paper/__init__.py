"""One tier of a runbook on paper, for when the screens are dark: what stands on it, and its three forms."""
