"""Compiles one runbook file into the normal form and the words of its language.

Apart from joining the languages, so that each file is right or wrong by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from incident.adapters.documents.runbooks import compile_policy as policy
from incident.adapters.documents.runbooks.compile_steps import phases
from incident.adapters.documents.runbooks.draft import Draft
from incident.domain.runbooks.runbook import FactType, Runbook, Step, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.runbooks.model import RunbookFile
    from incident.application.errors import Problem

__all__ = ["Compiled", "compile_runbook"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """One language of a runbook. With problems, it is only good for finding more of them.

    As it is written, a `run` step has no body; `joining.py` gives it one.
    """

    document: Place
    file: RunbookFile
    runbook: Runbook
    words: Mapping[str, str]
    places: Mapping[str, Place]
    problems: tuple[Problem, ...]

    @property
    def language(self) -> str:
        """The language of the words."""
        return self.file.language

    def is_sentence(self, step: Step) -> bool:
        """Whether the step was made from an `if_not` sentence, and has no words but its title."""
        return step.verb is Verb.DO and f"step.{step.id}.do" not in self.words


def compile_runbook(file: RunbookFile, document: Place) -> Compiled:
    """The runbook that the file says, with every problem that keeps it from having one meaning."""
    draft = Draft(document=document, file=file, facts={key: FactType(fact.type) for key, fact in file.facts.items()})
    _speak(draft)
    policy.names(draft)
    seen: dict[str, Place] = {}
    for index, role in enumerate(file.roles):
        draft.unique(role, seen, document / "roles" / index)
    return Compiled(
        document=document,
        file=file,
        runbook=_runbook(draft),
        words=draft.words,
        places=draft.places,
        problems=tuple(draft.problems),
    )


def _runbook(draft: Draft) -> Runbook:
    file = draft.file
    return Runbook(
        id=file.id,
        revision=file.revision,
        family=file.family,
        owner=file.owner,
        reviewed_on=file.reviewed.date.isoformat(),
        review_every=file.reviewed.every,
        facts=policy.facts(draft),
        triage=policy.triage(draft),
        tiers=policy.tiers(draft),
        roles=tuple(file.roles),
        phases=phases(draft),
        staffing=policy.staffing(draft),
        raise_rules=policy.raise_rules(draft),
        lower_rules=policy.lower_rules(draft),
        wants=policy.wants(draft),
    )


def _speak(draft: Draft) -> None:
    file, top = draft.file, draft.document
    draft.say("title", file.title, top / "title")
    for index, line in enumerate(file.now):
        draft.say(f"now.{index}", line, top / "now" / index)
    for index, line in enumerate(file.applies_when):
        draft.say(f"applies.{index}", line, top / "applies_when" / index)
    for index, scope in enumerate(file.out_of_scope):
        draft.say(f"scope.{index}", scope.when, top / "out_of_scope" / index / "when")
        draft.say(f"scope.{index}.see", scope.see, top / "out_of_scope" / index / "see")
    for index, reference in enumerate(file.references):
        place = top / "references" / index
        draft.say(f"reference.{index}", reference.title, place / "title")
        draft.say(f"reference.{index}.where", reference.where, place / "where")
        draft.say(f"reference.{index}.confidence", reference.confidence, place / "confidence")
