"""Evidence in dialogues: which file, where it was found, when and by whom; and who takes it.

The file is read at the end, whole: what cannot be kept is said under the path, while it can still be typed anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.evidence import Exhibit
from incident.i18n import _
from incident.walk.exhibits import Unfit, found
from incident.walk.flows.asking import Answers, Choice, Flow, Part, Question, Ready, asked_text
from incident.walk.flows.erasing import EraseFlow
from incident.walk.flows.moments import asked_moment, recorded_moment
from incident.walk.flows.persons import of_people
from incident.walk.moment import Walk
from incident.walk.paths import completed
from incident.wording.quoting import said
from incident.wording.safe import clean_line

__all__ = ["EVIDENCE_FLOWS", "DeclineFlow", "GiveFlow", "KeepFlow", "TakeEvidenceFlow", "evidence_flow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepFlow:
    """A file becomes a piece of evidence."""

    walk: Walk
    people: Sequence[Person]
    name: str = "evidence-keep"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("KEEP A FILE as evidence")

    def part(self, answers: Answers) -> Part:
        """The path, where, when, who, then it is read."""
        walk = self.walk
        if "path" not in answers:
            words = _("Which file? Its path; Tab completes it.")
            return Question(id="path", words=words, is_typed=True, complaint=_unfit, complete=completed)
        if "where" not in answers:
            return asked_text("where", _("Where was it found: which machine, folder or desk?"))
        if "at" not in answers:
            return asked_moment(walk, _("When was it secured? A time (02:40), a day and a time, or now."))
        if "who" not in answers:
            own = Choice(value=walk.person, words=walk.speech.person(walk.person))
            choices = (own, *of_people(self.people, but=walk.person))
            return Question(id="who", words=_("Who secured it, and holds it now?"), choices=choices)
        try:
            file = found(Path(answers["path"].strip()).expanduser())
        except Unfit as unfit:  # it has changed since it was named
            return Ready(said=str(unfit))
        command = c.AddEvidence(
            by=walk.person,
            file=file.name,
            where=answers["where"],
            sha256=file.sha256,
            size=file.size,
            found_at=recorded_moment(answers["at"], walk),
            found_by=answers["who"],
            parts=file.parts,
        )
        words = _("Kept as evidence: '{file}', SHA-256 {digest}.")
        return Ready(commands=(command,), said=words.format(file=file.name, digest=f"{file.sha256[:16]}…"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveFlow:
    """A piece that this person holds is offered to another."""

    walk: Walk
    people: Sequence[Person]
    name: str = "evidence-give"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("HAND OVER a piece of evidence")

    def part(self, answers: Answers) -> Part:
        """Which, to whom, why."""
        walk = self.walk
        own = [each for each in _standing(walk) if each.holder == walk.person and each.offer is None]
        if not own:
            return Ready(said=_("You hold no evidence that could be handed over."))
        if "which" not in answers:
            return _which(own, _("Which piece?"))
        if "to" not in answers:
            return Question(id="to", words=_("Who takes it?"), choices=of_people(self.people, but=walk.person))
        if "because" not in answers:
            return asked_text("because", _("Why does it change hands?"))
        command = c.OfferCustody(
            by=walk.person, evidence=answers["which"], to=answers["to"], because=answers["because"]
        )
        words = _("{evidence} is offered to {person}, who holds it once they accept it.")
        person = walk.speech.person(answers["to"])
        return Ready(commands=(command,), said=words.format(evidence=answers["which"], person=person))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeEvidenceFlow:
    """What was offered to this person is theirs once they say that they have it."""

    walk: Walk
    name: str = "evidence-take"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("TAKE a piece of evidence")

    def part(self, answers: Answers) -> Part:
        """Which."""
        offered = [each for each in _standing(self.walk) if each.offer and each.offer.to == self.walk.person]
        if not offered:
            return Ready(said=_("Nobody hands evidence over to you."))
        if "which" not in answers:
            return _which(offered, _("Which piece do you have in your hands now?"))
        words = _("{evidence} is in your custody from now on.")
        command = c.TakeCustody(by=self.walk.person, evidence=answers["which"])
        return Ready(commands=(command,), said=words.format(evidence=answers["which"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineFlow:
    """An offer is called off, or not taken."""

    walk: Walk
    name: str = "evidence-decline"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("NOT HANDED OVER: it stays where it is")

    def part(self, answers: Answers) -> Part:
        """Which, why."""
        person = self.walk.person
        open_ones = [
            each for each in _standing(self.walk) if each.offer and person in (each.offer.to, each.offer.giver)
        ]
        if not open_ones:
            return Ready(said=_("No hand-over of evidence of yours is under way."))
        if "which" not in answers:
            return _which(open_ones, _("Which piece?"))
        if "because" not in answers:
            return asked_text("because", _("Why? Enter alone leaves it out."), may_be_empty=True)
        command = c.DeclineCustody(by=person, evidence=answers["which"], because=answers["because"])
        holder = next((each.holder for each in open_ones if each.id == answers["which"]), "")
        words = _("{evidence} stays with {person}.")
        said = words.format(evidence=answers["which"], person=self.walk.speech.person(holder))
        return Ready(commands=(command,), said=said)


EVIDENCE_FLOWS: Mapping[str, Callable[[Walk, Sequence[Person]], Flow]] = {
    "evidence-keep": lambda walk, people: KeepFlow(walk=walk, people=people),
    "evidence-give": lambda walk, people: GiveFlow(walk=walk, people=people),
    "evidence-take": lambda walk, _people: TakeEvidenceFlow(walk=walk),
    "evidence-decline": lambda walk, _people: DeclineFlow(walk=walk),
    "evidence-erase": lambda walk, _people: EraseFlow(walk=walk),
}


def evidence_flow(name: str, walk: Walk, people: Sequence[Person]) -> Flow | None:
    """The dialogue of that name, or None."""
    make = EVIDENCE_FLOWS.get(name)
    return make(walk, people) if make is not None else None


def _standing(walk: Walk) -> list[Exhibit]:
    return [each for each in walk.incident.evidence.exhibits.values() if each.erased_at is None]


def _which(exhibits: Sequence[Exhibit], words: str) -> Question:
    named = _("{evidence} {file}")
    choices = tuple(
        Choice(value=each.id, words=named.format(evidence=each.id, file=said(each.name))) for each in exhibits
    )
    return Question(id="which", words=words, choices=choices)


def _unfit(path: str) -> str:
    """What is wrong with the file of that path; '' if it can be kept."""
    if not path.strip():
        return ""
    try:
        found(Path(path.strip()).expanduser())
    except Unfit as unfit:
        return str(unfit)
    except RuntimeError:  # a `~` of nobody
        return _("'{path}' cannot be read: {reason}").format(path=clean_line(path), reason=_("no such person"))
    return ""
