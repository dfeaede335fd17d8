"""From a rule of evidence as it is written to the one that the log is asked.

Apart from the compiler of scenarios, because tasks, expected actions and triggers all have rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.domain.exercises.evidence import Evidence, EvidenceKind
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.scenarios.draft import Draft
    from incident.adapters.documents.scenarios.model import EvidenceFile

__all__ = ["NOTHING", "compile_evidence"]

NOTHING: Final = Evidence(kind=EvidenceKind.OBSERVED)
"""Stands where a rule is missing or says nothing; the problem with it is told."""
_NAMED: Final = {
    "step": EvidenceKind.STEP,
    "told": EvidenceKind.TOLD,
    "role": EvidenceKind.ROLE,
    "fact": EvidenceKind.FACT,
    "marked": EvidenceKind.MARKED,
    "noted": EvidenceKind.NOTED,
}


def compile_evidence(draft: Draft, file: EvidenceFile | None, place: Place, key: str) -> Evidence:
    """The rule; `key` is what its words are kept under, where only a person can see it."""
    if file is None:
        return NOTHING
    said = [name for name in type(file).model_fields if getattr(file, name) is not None and name != "answer"]
    if len(said) != 1 or (file.answer is not None and file.step is None):
        hint = _("Write one of: step, told, role, fact, when, tier, marked, noted, observed, all, any.")
        draft.wrong(place, "SC006", _("A rule of evidence says exactly one thing."), hint)
        return NOTHING
    name = said[0]
    if name in _NAMED:
        return Evidence(kind=_NAMED[name], name=getattr(file, name), option=file.answer or "")
    if file.tier is not None:
        return Evidence(kind=EvidenceKind.TIER, tier=file.tier)
    if file.when is not None:
        return Evidence(kind=EvidenceKind.WHEN, condition=draft.condition(file.when, place / "when"))
    if file.observed is not None:
        draft.say(f"observed.{key}", file.observed, place / "observed")
        return Evidence(kind=EvidenceKind.OBSERVED, name=key)
    parts = [
        compile_evidence(draft, each, place / name / index, f"{key}.{index}")
        for index, each in enumerate(file.all or file.any or ())
    ]
    return Evidence(kind=EvidenceKind(name), parts=tuple(parts))
