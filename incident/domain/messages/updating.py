"""Which texts of its runbook an update to customers may take, the fittest first.

Apart from the rendering, which asks no questions about the text that it is given.
"""

from __future__ import annotations

from collections.abc import Iterator

from incident.domain.incident import CUSTOMERS, Incident
from incident.domain.runbooks.runbook import Verb

__all__ = ["update_templates"]


def update_templates(incident: Incident, language: str) -> list[str]:
    """Those of steps that tell customers, then the rest that stand in that language; what was sent comes at the end."""
    told = [step for step in incident.runbook.steps() if step.verb is Verb.TELL]
    others = {step.template for step in told if step.audience != CUSTOMERS}
    first = [step.template for step in told if step.audience == CUSTOMERS and step.template]
    sent = {message.template for message in incident.messages.values() if message.released_at is not None}
    names = dict.fromkeys([*first, *_written(incident, language)])
    open_to_it = [name for name in names if name not in others]
    return sorted(open_to_it, key=lambda name: (name in sent and name in first, not _says_how_it_goes_on(name)))


def _written(incident: Incident, language: str) -> Iterator[str]:
    words = incident.bundle.words.get(language, {}) if incident.bundle else {}
    return (key.split(".")[1] for key in words if key.startswith("template.") and key.endswith(".title"))


def _says_how_it_goes_on(template: str) -> bool:
    """Whether it is one that is sent again and again; a runbook says that by nothing but the template's id."""
    return "update" in template
