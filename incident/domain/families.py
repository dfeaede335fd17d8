"""The kinds of event that the program knows by name.

Apart from the runbook, whose `family` may be any word of the team's own: these have words in every language, a form for
a first runbook, and a place in the vocabularies of others.
"""

from __future__ import annotations

from typing import Final

__all__ = ["FAMILIES"]

FAMILIES: Final = (
    "service-outage",
    "complaint-surge",
    "data-security",
    "site-emergency",
    "policy-change",
    "other",
)
"""In the order in which they are asked for; what fits nothing else comes last."""
