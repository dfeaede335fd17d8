"""To whom the words go: the language, the zone, the people's names and the runbook's own words.

One small value that every function of this package takes, so that no caller
threads four arguments through a screen. What it returns is clean and one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Protocol, Self

from incident.domain.frozen import Frozen
from incident.domain.messages.alone import person_alone
from incident.domain.runbooks.round_ids import rounds_in, written
from incident.i18n import _, current
from incident.wording.safe import clean, clean_line
from incident.wording.times import clock_time, date_time, day_time

if TYPE_CHECKING:  # the first frame waits for none of it
    from incident.domain.content import PinnedRegister
    from incident.domain.incident import Incident
    from incident.domain.runbooks.runbook import Bundle, Fact, FactType

__all__ = ["APP", "Named", "Speech"]

APP = "app"
"""The person id of the program itself."""


class Named(Protocol):
    """Anybody with an id and a name; `ports.Person` is one."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def reach(self) -> tuple[tuple[str, str], ...]: ...


class Speech(Frozen):
    """How things are called for one reader; make it anew when the language or the runbook changes."""

    bundle: Bundle | None = None
    language: str = field(default_factory=current)
    """Of the runbook's words; sentences follow `i18n.current()`."""
    zone: tzinfo = UTC
    names: Mapping[str, str] = field(default_factory=dict)
    """Person id to display name."""
    ways: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Person id to target and address of each way to them."""
    recipients: Mapping[str, str] = field(default_factory=dict)
    """Recipient in the ledger to what is shown instead; empty: as the ledger has it."""
    types: Mapping[str, str] = field(default_factory=dict)
    """What the inventory calls types of resources that are the team's own; known where the inventory is."""
    given: Mapping[str, str] = field(default_factory=dict)
    """Of which type each resource of the inventory is; known where the inventory is."""
    law: PinnedRegister | None = None
    """The rules that the incident is held to; read when one of them is named."""
    incident: Incident | None = None
    """Whose values fill the runbook's texts; without one every value is a place to write."""

    @classmethod
    def to(
        cls,
        people: Iterable[Named] = (),
        *,
        zone: str = "UTC",
        bundle: Bundle | None = None,
        law: PinnedRegister | None = None,
        incident: Incident | None = None,
    ) -> Self:
        """Speech in the language in use, in an IANA zone, about these people, this runbook and these rules of law."""
        known = list(people)
        names, ways = {each.id: each.name for each in known}, {each.id: each.reach for each in known}
        return cls(bundle=bundle, zone=_zone(zone), names=names, ways=ways, law=law, incident=incident)

    def text(self, key: str) -> str:
        """The runbook's words of a key such as `phase.protect.title`, or ''."""
        return clean_line(self._filled(key)) if self.bundle else ""

    def now_line(self, line: int) -> str:
        """A line of what the runbook wants done before everything else, from 1 on, or ''."""
        return self.text(f"now.{line - 1}")

    def whole(self, key: str) -> str:
        """The same with its lines, for a text that is shown to be copied."""
        return clean(self._filled(key)).strip("\n") if self.bundle else ""

    def _filled(self, key: str) -> str:
        """The words with what is known in its places; a `${name}` that is no value of ours is a sign of the text."""
        words = self.bundle.text(key, self.language) if self.bundle else ""
        if "${" not in words or key.startswith("template."):
            return words
        from incident.wording.places import fill_places  # here: few texts have places

        return fill_places(words, self, is_copied=key.endswith(".show"))

    def step(self, step_id: str) -> str:
        """The title of a step (a question's step: the question), or its id where there is none; with its round."""
        key = f"step.{step_id}"
        title = self.text(f"{key}.title") or self.text(f"{key}.question") or clean_line(written(step_id))
        rounds = rounds_in(step_id)
        return _("{title} (round {round})").format(title=title, round=".".join(map(str, rounds))) if rounds else title

    def runbook(self, runbook: str) -> str:
        """The title of a runbook that can be added to this one, or its id."""
        return self.text(f"runbook.{runbook}.title") or clean_line(runbook)

    def option(self, step_id: str, option: str) -> str:
        """The title of an answer, or its id."""
        return self.text(f"step.{step_id}.option.{option}") or clean_line(option)

    def phase(self, phase_id: str) -> str:
        """The title of a phase, or its id."""
        return self.text(f"phase.{phase_id}.title") or clean_line(phase_id)

    def role(self, role: str) -> str:
        """The name of a role, or its id."""
        return self.text(f"role.{role}") or clean_line(role)

    def audience(self, audience: str) -> str:
        """The name of an audience, or its id; of one person, theirs."""
        if person := person_alone(audience):
            return self.person(person)
        return self.text(f"audience.{audience}") or clean_line(audience)

    def person(self, person_id: str) -> str:
        """The display name of a person, or the id; the program itself is 'app'."""
        if person_id == APP:
            return _("app")
        return clean_line(self.names.get(person_id) or person_id)

    def recipient(self, name: str) -> str:
        """Whom a delivery went to, as the ledger names them; a report without names says the role instead."""
        return clean_line(self.recipients.get(name, "")) or self.audience(name)

    def reader(self, who: str) -> str:
        """Who acknowledged or was left out: a person by id, else a team or a channel by the name it is told by."""
        return self.person(who) if who in self.names else self.recipient(who)

    def fact(self, fact_id: str) -> str:
        """The question that a fact answers, or its id."""
        return self.text(f"fact.{fact_id}") or self.legal(f"fact.{fact_id}") or clean_line(fact_id)

    def legal(self, key: str) -> str:
        """The words of the pinned rules for a key such as `cn.cac.name`, or ''."""
        register = self.law.register if self.law else None
        return clean_line(register.text(key, self.language)) if register else ""

    def regime(self, regime_id: str) -> str:
        """The short name of a regime, or its id."""
        return self.legal(f"{regime_id}.short") or clean_line(regime_id)

    def statutory_class(self, regime_id: str, class_id: str) -> str:
        """The name of a class of a regime; `none` is said as such."""
        from incident.domain.law.asked import NO_CLASS  # here: the first frame speaks of no law

        if class_id == NO_CLASS:
            return _("none of its classes")
        return self.legal(f"{regime_id}.class.{class_id}") or clean_line(class_id)

    def obligation(self, key: str) -> str:
        """What is due, from `OBLIGATION` or `OBLIGATION/RECIPIENT`, with its regime; says so where it is unverified."""
        name, _slash, recipient = key.partition("/")
        register = self.law.register if self.law else None
        obligation = register.obligation(name) if register else None
        if obligation is None:
            return clean_line(key)
        words = _("{regime}: {title}").format(regime=self.regime(obligation.regime), title=self.legal(f"{name}.title"))
        if len(obligation.recipients) > 1 and recipient:
            words = _("{duty} ({recipient})").format(duty=words, recipient=self.legal(f"{name}.recipient.{recipient}"))
        if obligation.source.confidence.is_verified:
            return words
        return _("{duty} (unverified)").format(duty=words)

    def fact_type(self, fact_id: str) -> FactType | None:
        """What kind of answer the fact takes; None if the runbook is not at hand."""
        fact = self.bundle.runbook.fact(fact_id) if self.bundle else None
        fact = fact or self._legal_fact(fact_id)
        return fact.type if fact else None

    def _legal_fact(self, fact_id: str) -> Fact | None:
        register = self.law.register if self.law else None
        return next((each for each in register.facts if each.id == fact_id), None) if register else None

    def time(self, at: datetime) -> str:
        """The local wall-clock time, HH:MM."""
        return clock_time(at, self.zone)

    def when(self, at: datetime, now: datetime) -> str:
        """The local time, with the day where it is another one than today."""
        return day_time(at, now, self.zone)

    def long_moment(self, at: datetime) -> str:
        """The same with the zone's offset, for whoever may read it in another."""
        return f"{date_time(at, self.zone)} (UTC{at.astimezone(self.zone):%z})"

    def moment(self, at: datetime) -> str:
        """The local date and time, for what may lie on another day."""
        return date_time(at, self.zone)


def _zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo  # here: 2 ms, and the first frame of Home knows no zone yet

    return ZoneInfo(name)
