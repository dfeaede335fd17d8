"""A document as text, read strictly: YAML with its places, values in bounds, conditions, and every finding."""

from __future__ import annotations
