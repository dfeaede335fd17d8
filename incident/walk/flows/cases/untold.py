"""What stands between an incident and its end: the customers whom nobody has told what came of it.

Apart from the closing itself, which is not asked for before they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from incident.domain import commands as c
from incident.domain.cases.register import Register, register_of
from incident.i18n import _, ngettext
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready
from incident.walk.flows.cases.asked import asked_said
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.cases import cases_phrase, channel_word

__all__ = ["UntoldFlow"]

_MOST: Final = 8
"""Customers who are listed before the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UntoldFlow:
    """Lists them; tells the log that all of them know."""

    walk: Walk
    name: str = "untold"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("NOT YET: customers were not told")

    def part(self, answers: Answers) -> Part:
        """Who, then how they were told."""
        register = register_of(self.walk.incident)
        untold = tuple(register.untold)
        if "untold" not in answers:
            words = ngettext(
                "{count} customer was not told what came of it, so the incident stays open.",
                "{count} customers were not told what came of it, so the incident stays open.",
                len(untold),
            )
            key = Key(key="e", word="everybody", words=_("all of them were told, just now or before"), value="yes")
            notes = tuple(self._lines(register))
            return Card(id="untold", words=words.format(count=len(untold)), notes=notes, keys=(key,), is_guarded=True)
        if "text" not in answers:
            return asked_said(_("How were they told, and what? Enter alone leaves it out."))
        command = c.TellCases(by=self.walk.person, cases=untold, text=answers["text"])
        said = _("told the customer what came of it: {cases}").format(cases=cases_phrase(untold))
        return Ready(commands=(command,), said=said)

    def _lines(self, register: Register) -> Iterator[str]:
        said = _("{case}, {channel}, {person}")
        for number in register.untold[:_MOST]:
            case = register.case(number)
            owner = self.walk.speech.person(case.owner)
            yield said.format(case=case.id, channel=channel_word(case.channel), person=owner)
        more = len(register.untold) - _MOST
        if more > 0:
            yield ngettext("{count} more", "{count} more", more).format(count=more)
        yield _("{key}, then 3, shows them with what they ask for.").format(key=key_of("walk.cases", "K"))
