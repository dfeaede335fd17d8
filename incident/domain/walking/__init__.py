"""The way through a checklist: which steps stand, which is next, who decides, what is waited for."""
