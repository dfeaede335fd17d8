"""Asking for a resource: what, how many, for whom, by when, why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.decide.resources import kind_of
from incident.domain.resources.resource import KINDS, MONEY, Stock
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready, too_long
from incident.walk.flows.moments import asked_ahead, read_ahead
from incident.walk.flows.resources.asked import NOBODY, asked_number, asked_sum, asked_whom, asked_why
from incident.walk.moment import Walk
from incident.wording.money import parse_money
from incident.wording.resources import resource_kind, resource_name
from incident.wording.safe import clean_line

__all__ = ["RequestFlow"]

MOST = 9
MOST_NAMED = 12
"""Types that are named behind those with a number."""


def _type_complaint(typed: str) -> str:
    """What is wrong with it, or ''; a number that no row has is no type."""
    if typed.strip().isdigit():
        return _("There is no number {value} in this list.").format(value=typed.strip())
    return too_long(typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFlow:
    """A request; nothing is held by it yet."""

    walk: Walk
    people: Sequence[Person]
    stock: Stock
    name: str = "resource-request"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("REQUEST a thing or a person")

    def part(self, answers: Answers) -> Part:
        """What, how many, at which site, for whom, by when, why."""
        if "type" not in answers:
            return self._asked_type()
        kind = self._kind(answers)
        if not kind:
            kinds = tuple(Choice(value=each, words=resource_kind(each)) for each in KINDS)
            return Question(id="kind", words=_("Of which kind is it?"), choices=kinds)
        if "quantity" not in answers:
            if kind == MONEY:
                return asked_sum()
            return asked_number()
        if "site" not in answers and len(self._sites(answers)) > 1:
            return self._asked_site(answers)
        if "whom" not in answers:
            return asked_whom(self.walk, self.people, _("For whom is it?"), or_nobody=_("for nobody in particular"))
        if "by" not in answers:
            words = _("By when is it needed? 03:30 or 20m; Enter alone leaves it out.")
            return asked_ahead(self.walk, words, id="by", may_be_empty=True)
        if "because" not in answers:
            return asked_why()
        return self._ready(answers, kind)

    def _asked_site(self, answers: Answers) -> Question:
        sites = tuple(Choice(value=each, words=clean_line(each)) for each in self._sites(answers))
        choices = (Choice(value=NOBODY, words=_("at no site in particular")), *sites)
        return Question(id="site", words=_("At which site is it needed?"), choices=choices)

    def _ready(self, answers: Answers, kind: str) -> Ready:
        money = parse_money(answers["quantity"]) if kind == MONEY else None
        quantity, unit = money or (int(answers["quantity"].strip() or 1) if kind != MONEY else 0, "")
        command = c.RequestResource(
            by=self.walk.person,
            type=self._type(answers),
            kind=kind,
            quantity=quantity,
            unit=unit,
            site="" if answers.get("site", NOBODY) == NOBODY else answers["site"],
            substitutes=self._named(answers)[1:],
            whom="" if answers["whom"] == NOBODY else answers["whom"],
            needed_by=read_ahead(answers["by"], self.walk),
            because=answers["because"],
        )
        return Ready(commands=(command,), said=_("Requested. It is held for nobody until somebody approves it."))

    def _types(self) -> list[str]:
        """What the runbook wants at this tier, then what there is, then what other tiers want."""
        runbook = self.walk.incident.runbook
        now = [want.type for want in runbook.wants.get(self.walk.incident.tier, ())]
        other = [want.type for wants in runbook.wants.values() for want in wants]
        return list(dict.fromkeys([*now, *self.stock.inventory.types(), *other]))

    def _asked_type(self) -> Question:
        words = _("What is needed? A number, or its type in words; 'van / bus': a bus would do as well.")
        listed, others = self._types()[:MOST], self._types()[MOST:]
        more = _("By their names also: {names}").format(names=_(", ").join(map(resource_name, others[:MOST_NAMED])))
        return Question(
            id="type",
            words=words,
            choices=tuple(Choice(value=each, words=resource_name(each)) for each in listed),
            notes=(more,) if others else (),
            is_typed=True,
            takes_words_first=True,
            complaint=_type_complaint,
        )

    def _sites(self, answers: Answers) -> Sequence[str]:
        """Where some of it are at their ordinary work: each site wants its own share."""
        own = (each for each in self.stock.inventory.resources.values() if each.type == self._type(answers))
        return tuple(dict.fromkeys(each.site for each in own if each.on_duty and each.site))

    def _type(self, answers: Answers) -> str:
        return self._named(answers)[0]

    def _named(self, answers: Answers) -> tuple[str, ...]:
        """The type of that name, in whichever language it is shown, or as it was typed; then what would do as well."""
        typed = [each.strip() for each in re.split("[/／]", answers["type"])]
        return tuple(map(self._known, filter(None, typed))) or ("",)

    def _known(self, typed: str) -> str:
        return next(
            (each for each in self._types() if typed.casefold() in (each, resource_name(each).casefold())), typed
        )

    def _kind(self, answers: Answers) -> str:
        return answers.get("kind", "") or kind_of(self.walk.incident, self._type(answers), self.stock)
