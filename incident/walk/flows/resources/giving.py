"""Saying yes to a request: out of what, how many, at what cost, who approves, why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.decide.approvers import Cost, approvers_of, may_approve
from incident.domain.events import IncidentMode
from incident.domain.incident import Incident
from incident.domain.resources.allocation import Allocation
from incident.domain.resources.resource import MONEY, VENDOR, Resource, Stock
from incident.domain.resources.supply import offered, other_currencies
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready
from incident.walk.flows.resources.asked import NOBODY, asked_money, asked_number, asked_sum, asked_why
from incident.walk.flows.resources.elsewhere import ELSEWHERE, asked_elsewhere, given_elsewhere
from incident.walk.moment import Walk
from incident.wording.money import money_words, parse_money
from incident.wording.resource_board import called
from incident.wording.resources import resource_name, use_words
from incident.wording.safe import clean_line

__all__ = ["ApproveRequestFlow", "fits_of"]


def fits_of(stock: Stock, allocation: Allocation, incident: Incident) -> Sequence[Resource]:
    """The lines of the inventory that it can be given out of, free or held."""
    wants = incident.runbook.wants.get(incident.tier, ()) if incident.bundle else ()
    return [each for each in stock.inventory.resources.values() if offered(allocation, each, wants)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveRequestFlow:
    """An approval: from then on nobody else has it."""

    walk: Walk
    people: Sequence[Person]
    stock: Stock
    allocation: Allocation
    is_order: bool = False
    """Whether it is ordered of somebody outside the inventory in the same breath."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"resource-{'order' if self.is_order else 'approve'}.{self.allocation.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        is_order = self.is_order or not fits_of(self.stock, self.allocation, self.walk.incident)
        words = _("ORDER {allocation}") if is_order else _("APPROVE {allocation}")
        return words.format(allocation=called(self.allocation, self.walk.speech))

    def part(self, answers: Answers) -> Part:
        """Out of what, how many, the cost, who, why."""
        fits = fits_of(self.stock, self.allocation, self.walk.incident)
        here = self.here
        if self.is_order or not fits:
            fits = []
            answers = {"resource": ELSEWHERE, **answers}
        known = self.stock.inventory.resources
        asked = asked_elsewhere(self.walk, answers, known, here) or self._asked(answers, fits) or self._cost(answers)
        if asked is not None:
            return asked
        if "who" not in answers:
            return self._approver(answers)
        return self._ready(answers, fits) if "because" in answers else asked_why()

    @property
    def can_give(self) -> bool:
        """Whether some of it can be given out of the inventory at this moment."""
        return any(map(self._free, fits_of(self.stock, self.allocation, self.walk.incident)))

    @property
    def here(self) -> Sequence[str]:
        """What the inventory has of it, for who orders it elsewhere; free or held."""
        fits = fits_of(self.stock, self.allocation, self.walk.incident)
        if not fits:
            others = _(", ").join(other_currencies(self.allocation, self.stock.inventory.resources.values()))
            said = _("The inventory has it in {currency} alone: ask for it in {currency}, or somebody else gives it.")
            return (said.format(currency=others),) if others else ()
        names = _(", ").join(map(self._standing, fits))
        if self.can_give:
            words = _("The inventory has: {resources}. Esc, then approve gives it out of there.")
        else:
            words = _("The inventory has: {resources}. Nothing of it can be given now.")
        return (words.format(resources=names),)

    def _standing(self, resource: Resource) -> str:
        """What is free of it; where nothing is, who holds it."""
        claims = self.stock.claims_on(resource.id, exercise=self._is_exercise)
        holders = _(", ").join(dict.fromkeys(clean_line(each.incident) for each in claims))
        if self._free(resource) or not holders:
            return self._offered(resource)
        return _("{resource}, held by {holders}").format(resource=clean_line(resource.id), holders=holders)

    def _asked(self, answers: Answers, fits: Sequence[Resource]) -> Question | None:
        if "resource" not in answers and len(fits) > 1:
            choices = tuple(Choice(value=each.id, words=self._offered(each)) for each in fits)
            other = Choice(value=ELSEWHERE, words=_("none of these: somebody else gives it"))
            return Question(id="resource", words=_("Out of what?"), choices=(*choices, other))
        if "quantity" not in answers and not self.allocation.quantity:
            if self.allocation.kind == MONEY:
                return asked_sum()
            return asked_number()
        return None

    def _cost(self, answers: Answers) -> Question | None:
        """What it costs and what pays for it, where there is money to pay with."""
        budgets = [each for each in self.stock.inventory.resources.values() if each.kind == MONEY]
        is_bought = answers.get("whose") == VENDOR
        if self.allocation.kind == MONEY or not (budgets or is_bought):
            return None
        if "cost" not in answers:
            words = _("What does it cost? Enter alone: nothing.")
            if is_bought:
                words = _("What does it cost? Enter alone: nobody knows yet, and no limit of the approver holds it.")
            return asked_money("cost", words, may_be_empty=True, is_unknown=is_bought)
        cost = parse_money(answers["cost"])
        payers = [each for each in budgets if cost and each.unit == cost[1]]
        if not payers or "budget" in answers:
            return None
        choices = tuple(Choice(value=each.id, words=self._counted(each, clean_line(each.id))) for each in payers)
        none = Choice(value=NOBODY, words=_("no budget of the inventory"))
        return Question(id="budget", words=_("Which budget pays for it?"), choices=(*choices, none))

    def _approver(self, answers: Answers) -> Question:
        """Who says yes: whoever sits here, or somebody who may and does so by phone; nobody whose limit it is above."""
        incident, person, speech = self.walk.incident, self.walk.person, self.walk.speech
        policy = self.stock.inventory.approvals.get(incident.tier)
        every = (each.person or incident.person_of(each.role) for each in approvers_of(policy))
        people = dict.fromkeys((person, *filter(None, every)))
        cost = self._spent(answers)
        able = [each for each in people if may_approve(incident, each, cost, policy)]
        own, by_phone = _("{name} (you)"), _("{person}, who said so by phone")
        choices = tuple(
            Choice(value=each, words=(own if each == person else by_phone).format(name=name, person=name))
            for each in able or people
            for name in (speech.person(each),)
        )
        return Question(id="who", words=_("Who approves it?"), choices=choices)

    def _spent(self, answers: Answers) -> Cost:
        """What the approver's limit has to hold."""
        typed = parse_money(answers.get("quantity" if self.allocation.kind == MONEY else "cost", ""))
        if typed is None and self.allocation.kind == MONEY:
            typed = (self.allocation.quantity, self.allocation.unit)
        return Cost(amount=typed[0], currency=typed[1]) if typed else Cost()

    @property
    def _is_exercise(self) -> bool:
        return self.walk.incident.mode is IncidentMode.EXERCISE

    def _free(self, resource: Resource) -> int:
        return self.stock.free(resource, self.walk.incident.tier, self.walk.now, exercise=self._is_exercise)

    def _offered(self, resource: Resource) -> str:
        name = clean_line(resource.id)
        if resource.type != self.allocation.type:
            other = resource_name(resource.type, self.walk.speech.types)
            name = _("{resource} ({other} instead)").format(resource=name, other=other)
        return self._counted(resource, name)

    def _counted(self, resource: Resource, name: str) -> str:
        free = self._free(resource)
        count = money_words(free, resource.unit) if resource.kind == MONEY else str(free)
        words = _("{resource}, {count} free at {site}") if resource.site else _("{resource}, {count} free")
        said = words.format(resource=name, count=count, site=clean_line(resource.site))
        use = use_words(resource, self.walk.speech)
        return _("{resource}: {rules}").format(resource=said, rules=use) if use else said

    def _instead(self, answers: Answers, fits: Sequence[Resource]) -> str:
        """That it is a substitute, where it is one."""
        chosen = next((each for each in fits if answers.get("resource", each.id) == each.id), None)
        if chosen is None or chosen.type == self.allocation.type:
            return ""
        types = self.walk.speech.types
        asked, given = resource_name(self.allocation.type, types), resource_name(chosen.type, types)
        return _("That is a substitute. Asked for: {asked}; given: {given}.").format(asked=asked, given=given)

    def _ready(self, answers: Answers, fits: Sequence[Resource]) -> Ready:
        typed = (answers["quantity"].strip() or "1") if "quantity" in answers else "0"
        money = parse_money(typed) if self.allocation.kind == MONEY else None
        amount, currency = parse_money(answers.get("cost", "")) or (0, "")
        budget = answers.get("budget", "")
        command = c.ApproveAllocation(
            by=self.walk.person,
            allocation=self.allocation.id,
            resource=answers.get("resource", ""),
            quantity=money[0] if money else int(typed),
            unit=money[1] if money else "",
            amount=amount,
            currency=currency,
            budget="" if budget == NOBODY else budget,
            approved_by="" if answers["who"] == self.walk.person else answers["who"],
            because=answers["because"],
        )
        if answers.get("resource") == ELSEWHERE:
            said = _("{allocation} is ordered of {giver}.")
            words = said.format(allocation=self.allocation.id, giver=clean_line(answers["giver"]))
            return Ready(commands=(given_elsewhere(command, self.walk, answers),), said=words)
        words = _("{allocation} is approved: nobody else has it now.").format(allocation=self.allocation.id)
        return Ready(commands=(command,), said=" ".join(filter(None, (words, self._instead(answers, fits)))))
