"""The rule about how long a phase takes to read: people short-cut after 90 s (reference/UX.md rule 5).

Apart from the words themselves, because it is asked of a phase and of one way through it. Asked of every language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.adapters.documents.rules.paths import Ways
from incident.domain.grading.tiers import Tier
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem
    from incident.domain.runbooks.runbook import Step

__all__ = ["READING", "seconds_to_read"]

_MOST_SECONDS: Final = 90
_WORDS_A_MINUTE: Final = 180
_CHARACTERS_A_MINUTE: Final = 300
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
_READ: Final = ("title", "caution", "do", "expect", "if_not", "question", "what", "value")
"""Texts that the box of a step shows by itself; the others stand behind a key."""


def seconds_to_read(text: str) -> float:
    """How long a person takes: 180 words or 300 Chinese characters a minute."""
    characters = len(_CHINESE.findall(text))
    words = len(re.findall(r"\w+", _CHINESE.sub(" ", text)))
    return 60 * (words / _WORDS_A_MINUTE + characters / _CHARACTERS_A_MINUTE)


def _long(compiled: Compiled) -> Iterator[Problem]:
    ways = Ways(compiled.runbook)
    for phase in compiled.runbook.phases:
        top = [step for step in phase.steps if step.branch is None]
        seconds, tier = max((_way(compiled, ways, top, tier), -tier) for tier in Tier)
        if seconds > _MOST_SECONDS:
            said = _("The phase '{id}' takes {seconds} s to read at tier {tier}; {most} s is the most.")
            said = said.format(id=phase.id, seconds=round(seconds), tier=-int(tier), most=_MOST_SECONDS)
            yield problem(
                compiled.places[f"phase.{phase.id}"], "RB033", said, _("Split the phase."), severity="warning"
            )


def _way(compiled: Compiled, ways: Ways, steps: Sequence[Step], tier: Tier) -> float:
    """The seconds of the longest way through the steps that needs no way out."""
    seconds = 0.0
    for step in steps:
        if tier not in step.tiers:
            continue
        seconds += sum(seconds_to_read(compiled.words.get(f"step.{step.id}.{key}", "")) for key in _READ)
        seconds += sum(
            seconds_to_read(compiled.words.get(f"step.{step.id}.option.{each}", "")) for each in step.options
        )
        answers = [ways.answer(step, option) for option in step.options]
        seconds += max((_way(compiled, ways, each, tier) for each in answers), default=0.0)
        seconds += _way(compiled, ways, ways.body(step), tier)
    return seconds


READING: Final = (_long,)
