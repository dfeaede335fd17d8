"""What two people say to each other when work goes over: the offer, the read-back, the acceptance, and taking command.

Apart from giving a role, because here somebody goes, and nothing of theirs may stay behind unseen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.decide import decide
from incident.domain.duties.carrying import Carried, carried_by, offers, still_offered
from incident.domain.duties.handover import COMMAND, Handover
from incident.domain.incident import COMMANDER
from incident.domain.refusals import Refusal, Refused
from incident.i18n import _, ngettext
from incident.walk.flows.asking import Answers, Card, Choice, Part, Question, Ready, asked_text
from incident.walk.flows.persons import how_to_tell
from incident.walk.flows.waking import Waking
from incident.walk.half_typed import going_along, half_typed_lines
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.cells import cut
from incident.wording.handover import carried_words, command_phrase
from incident.wording.refusals import say_refusal
from incident.wording.roles import named_for
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row

__all__ = [
    "AcceptFlow",
    "CallOffFlow",
    "OfferFlow",
    "ReadBackFlow",
    "TakeCommandFlow",
    "command_refused",
    "offered_to",
    "own_offer",
]

ALL: Final = "all"
ALONG: Final = "along"
FIRST_WORDS: Final = 60
"""Cells of a note that somebody knows already."""


def offered_to(walk: Walk) -> Handover | None:
    """The hand-over that waits for this person, the oldest first; or None."""
    return next((each for each in offers(walk.incident, walk.now) if each.to == walk.person), None)


def own_offer(walk: Walk) -> Handover | None:
    """The hand-over that this person offered and that is not all accepted; or None."""
    return next((each for each in offers(walk.incident, walk.now) if each.giver == walk.person), None)


def command_refused(walk: Walk, because: str = "") -> Refused | None:
    """What the rules say to taking command now, before anybody types a phrase; None: it can be taken."""
    try:
        decide(walk.incident, c.TakeCommand(by=walk.person, because=because), walk.now)
    except Refused as refused:
        return refused
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFlow(Waking):
    """To whom, what worries most, whether what is half typed goes along, what is half decided."""

    people: Sequence[Person]
    name: str = "hand-over"

    @property
    def title(self) -> str:
        """What it is about."""
        count = len(carried_by(self.walk.incident, self.walk.person, self.walk.now))
        return ngettext("HAND OVER {count} thing", "HAND OVER {count} things", count).format(count=count)

    def part(self, answers: Answers) -> Part:
        """Who, the worry, the rest, the offer."""
        walk, along = self.walk, going_along(self.walk)
        if "to" not in answers:
            return self._asked_whom()
        if (card := self.woken(answers["to"], answers, is_asked=False)) is not None:
            return card
        if "worry" not in answers:
            return asked_text("worry", _("What worries you most? One line."))
        if along and "along" not in answers:
            return _asked_of(along)
        if "half" not in answers:
            words = _("What have you half decided? Enter alone leaves it out.")
            return asked_text("half", words, may_be_empty=True)
        command = c.OfferHandover(
            by=walk.person,
            to=answers["to"],
            worry=answers["worry"],
            half_decided=answers["half"],
            half_typed=" / ".join(along) if answers.get("along") == ALONG else "",
        )
        said = _("Offered to {name}. Nothing has moved yet: it is yours until it is accepted.")
        said = in_a_row(
            said.format(name=walk.speech.person(answers["to"])), how_to_tell(walk, self.people, answers["to"])
        )
        return Ready(commands=(command,), said=said)

    def _asked_whom(self) -> Question:
        """Everybody else; and what is half typed here, before anything is offered."""
        walk = self.walk
        others = [person for person in self.people if person.id != walk.person]
        choices = tuple(
            Choice(
                value=each.id,
                words=named_for(
                    self.with_rest(clean_line(each.name), each.id), walk.incident, COMMANDER, each.id, walk.speech
                ),
            )
            for each in others
        )
        notes = [_("Half typed here: {words}").format(words=words) for words in half_typed_lines(walk)]
        return Question(id="to", words=_("Who takes over from you?"), notes=notes, choices=choices)


def _asked_of(along: Sequence[str]) -> Question:
    """Whether what is half typed goes over, or stays with whoever typed it."""
    return Question(
        id="along",
        words=_("Does what is half typed here go along?"),
        notes=tuple(cut(clean_line(each), FIRST_WORDS) for each in along),
        choices=(
            Choice(value=ALONG, words=_("yes: they read it with what is half decided, and accept it")),
            Choice(value="stays", words=_("no: it stays here, with you")),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBackFlow:
    """What comes next, what can hurt and what is due, in one's own words."""

    walk: Walk
    handover: Handover
    name: str = "read-back"
    wanted_for: str = ""
    """Why it is asked for now, where something else was begun."""

    @property
    def title(self) -> str:
        """What it is about."""
        giver = self.walk.speech.person(self.handover.giver)
        return _("READ BACK to {name}, in your own words").format(name=giver)

    def part(self, answers: Answers) -> Part:
        """Three questions, then the words go into the record."""
        questions = {
            "next": _("What is the next action?"),
            "hurts": _("What can hurt?"),
            "due": _("What is due next, and to whom?"),
        }
        for name, words in questions.items():
            if name not in answers:
                return asked_text(name, words, is_beneath=True, notes=tuple(filter(None, (self.wanted_for,))))
        command = c.ReadBackHandover(
            by=self.walk.person,
            handover=self.handover.id,
            next_action=answers["next"],
            can_hurt=answers["hurts"],
            due_next=answers["due"],
        )
        return Ready(commands=(command,), said=_said_back())


def _said_back() -> str:
    """What comes after reading back."""
    keys = {"accept": key_of("handover.accept", "a"), "take": key_of("handover.take", "T")}
    return _("Read back. {accept} accepts, {take} takes command.").format(**keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptFlow:
    """All of it, or one thing."""

    walk: Walk
    handover: Handover
    name: str = "accept"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("ACCEPT from {name}").format(name=self.walk.speech.person(self.handover.giver))

    def part(self, answers: Answers) -> Part:
        """Which, then they are carried by this person."""
        left = self._left()
        if not left:
            return Ready(said=_("Only command is left. {key} takes it.").format(key=key_of("handover.take", "T")))
        if "item" not in answers:
            whole = ngettext("all of it: {count} thing", "all of it: {count} things", len(left))
            if self._is_led_by_giver():
                whole = ngettext("{count} thing: all but command", "{count} things: all but command", len(left))
            every = Choice(value=ALL, words=whole.format(count=len(left)))
            choices = (every, *(Choice(value=i.key, words=carried_words(i.key, self.walk.speech)) for i in left))
            return Question(id="item", words=_("What do you carry from now on?"), choices=choices)
        items = () if answers["item"] == ALL else (answers["item"],)
        command = c.AcceptHandover(by=self.walk.person, handover=self.handover.id, items=items)
        return Ready(commands=(command,), said=self._said())

    def _said(self) -> str:
        """What is theirs by now; that command is not, where it was offered too."""
        if not self._is_led_by_giver():
            return _("It is yours now.")
        words = _("It is yours now, but command: {name} has it until {key} takes it.")
        return words.format(name=self.walk.speech.person(self.handover.giver), key=key_of("handover.take", "T"))

    def _is_led_by_giver(self) -> bool:
        return any(i.key == COMMAND for i in still_offered(self.walk.incident, self.handover, self.walk.now))

    def _left(self) -> Sequence[Carried]:
        return [i for i in still_offered(self.walk.incident, self.handover, self.walk.now) if i.key != COMMAND]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeCommandFlow:
    """The phrase; where nobody offered command, the reason first."""

    walk: Walk
    name: str = "take-command"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("TAKE COMMAND of {incident}").format(incident=self.walk.incident.id)

    def part(self, answers: Answers) -> Part:
        """Why, the phrase, command."""
        walk, commander = self.walk, self.walk.incident.person_of(COMMANDER)
        refused = command_refused(walk, answers.get("because", ""))
        if refused is not None and refused.code is not Refusal.COMMAND_NOT_OFFERED:
            return Ready(said=say_refusal(refused, walk.speech, walk.now))
        if refused is not None and "because" not in answers:
            words = _("Nobody has offered it to you. Why do you take it? One sentence.")
            return asked_text("because", words)
        if "phrase" not in answers:
            words = _("Every screen says that you have command.")
            if commander is not None:
                words = _("{name} has command. When you type this you have it, and every screen says so.")
                words = words.format(name=walk.speech.person(commander))
            return Card(id="phrase", words=words, phrase=command_phrase(), is_guarded=True)
        command = c.TakeCommand(by=walk.person, because=answers.get("because", ""))
        return Ready(commands=(command,), said=_("You have command. Every screen says so."))


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffFlow:
    """Why it is called off, or not taken."""

    walk: Walk
    handover: Handover
    name: str = "call-off"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("CALL OFF hand-over {handover}").format(handover=self.handover.id)

    def part(self, answers: Answers) -> Part:
        """Why, then what was not accepted stays where it was."""
        if "because" not in answers:
            words = _("Why? Enter alone leaves it out; what was accepted stays accepted.")
            return asked_text("because", words, may_be_empty=True)
        command = c.WithdrawHandover(by=self.walk.person, handover=self.handover.id, because=answers["because"])
        return Ready(commands=(command,), said=_("Called off. What was not accepted stays where it was."))
