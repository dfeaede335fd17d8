"""Ending words and files in dialogues: one person asks, another confirms or declines, and whoever asked calls it off.

Apart from evidence, because any entry of the timeline can be meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from incident.application.evidence.authors import told_by
from incident.domain import commands as c
from incident.domain.erasers import Told, awaiting, free_entries, of_entries, settlers
from incident.domain.evidence import Erasure, Exhibit
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Choice, Key, Part, Question, Ready, asked_text
from incident.walk.moment import Walk
from incident.wording.erasing import entries_phrase, naming_words, same_bytes_words
from incident.wording.evidence import cases_phrase, erasure_words
from incident.wording.quoting import said

__all__ = ["EraseFlow", "Naming", "ProposeErasureFlow", "naming_none"]

Naming: TypeAlias = Callable[[Erasure], Sequence[int]]


def naming_none(_erasure: Erasure) -> Sequence[int]:
    """Where nobody looked for them."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeErasureFlow:
    """Somebody asks that an entry's words or files go."""

    walk: Walk
    seq: int
    author: str
    quoted: str = ""
    """The entry, in one line."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"erase.{self.seq}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("ASK TO ERASE {entry}").format(entry=entries_phrase((self.seq,)))

    def part(self, answers: Answers) -> Part:
        """Why, then it waits for another; where somebody has asked for it, this is the answer."""
        proposed = self.walk.incident.evidence.proposed
        asked = next((each for each in proposed if self.seq in each.entries and not each.cases), None)
        if asked is not None:
            return EraseFlow(walk=self.walk).standing(asked, answers)
        if "because" not in answers:
            words = _("Why must it go? The reason stays in the record for ever, so it must name nobody.")
            notes = (*filter(None, (self.quoted,)), *same_bytes_words(self.walk.incident, (self.seq,)))
            return Question(id="because", words=words, notes=notes, is_typed=True)
        order = c.ProposeErasure(by=self.walk.person, entries=(self.seq,), because=answers["because"])
        people = self._settlers(answers["because"])
        words = (
            _("Proposed, not erased yet. It goes once {people} confirms it.") if people else _("Proposed, not erased.")
        )
        named = _(" or ").join(map(self.walk.speech.person, people))
        return Ready(commands=(order,), said=words.format(people=named))

    def _settlers(self, because: str) -> Sequence[str]:
        """Who may confirm it, once it is proposed."""
        walk, entries = self.walk, (self.seq,)
        asked = Erasure(id="", entries=entries, because=because, proposed_by=walk.person, proposed_at=walk.now)
        authors = (self.author,) if free_entries(walk.incident, entries) else ()
        return settlers(walk.incident, asked, _told(walk).changed(authors=authors))


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseFlow:
    """What waits for this person's word, what they asked for, and the pieces that they could ask for."""

    walk: Walk
    name: str = "evidence-erase"
    naming: Naming = naming_none
    """Which entries name the customers of an erasure, and stay."""

    @property
    def title(self) -> str:
        """What it is about."""
        return _("ERASE words and files")

    def part(self, answers: Answers) -> Part:
        """Which, then what that asks for; what was chosen before and was settled meanwhile is no longer asked about."""
        choices = tuple(self._choices())
        if not choices:
            return Ready(said=_("Nothing waits for your word, and no piece is kept that could be erased."))
        if answers.get("what") not in {each.value for each in choices}:
            return Question(id="what", words=_("What is it about?"), choices=choices)
        kind, _sign, name = answers["what"].partition(":")
        if kind == "piece":
            piece = self.walk.incident.evidence.exhibits[name]
            of = ProposeErasureFlow(walk=self.walk, seq=piece.seq, author=piece.added_by, quoted=said(piece.name))
            return of.part(answers)
        erasure = self.walk.incident.evidence.erasures[name]
        return self.of(erasure, answers)

    def standing(self, erasure: Erasure, answers: Answers) -> Part:
        """Of one that somebody came upon: its answer, or that it waits and for whom."""
        walk, told = self.walk, _told(self.walk)
        if erasure.proposed_by == walk.person or erasure in awaiting(walk.incident, walk.person, told, walk.authors):
            return self.of(erasure, answers)
        people = settlers(walk.incident, erasure, of_entries(walk.incident, erasure, told, walk.authors))
        words = _("{person} has asked for it: {erasure} waits. It goes once {people} confirms it.")
        if not people:
            words = _("{person} has asked for it: {erasure} waits.")
        named = _(" or ").join(map(walk.speech.person, people))
        asker = walk.speech.person(erasure.proposed_by)
        return Ready(said=words.format(person=asker, erasure=erasure.id, people=named))

    def of(self, erasure: Erasure, answers: Answers) -> Part:
        """What one of them asks for: an answer, or from whoever asked why it stays."""
        is_own = erasure.proposed_by == self.walk.person
        return self._stays(erasure, answers) if is_own else self._answered(erasure, answers)

    def _choices(self) -> Iterator[Choice]:
        walk, speech = self.walk, self.walk.speech
        waiting = awaiting(walk.incident, walk.person, _told(walk), walk.authors)
        for each in waiting:
            yield Choice(value=f"asked:{each.id}", words=erasure_words(each, speech))
        for each in walk.incident.evidence.proposed:
            if each.proposed_by == walk.person:
                words = _("call off {erasure}, which you asked for: {what}")
                yield Choice(value=f"own:{each.id}", words=words.format(erasure=each.id, what=_meant(each)))
        for piece in self._free():
            words = _("ask to erase {evidence} {file}").format(evidence=piece.id, file=said(piece.name))
            yield Choice(value=f"piece:{piece.id}", words=words)

    def _free(self) -> Sequence[Exhibit]:
        """The pieces that nobody has asked to erase yet."""
        kept = self.walk.incident.evidence
        asked = {seq for each in kept.proposed for seq in each.entries}
        return [each for each in kept.exhibits.values() if each.erased_at is None and each.seq not in asked]

    def _answered(self, erasure: Erasure, answers: Answers) -> Part:
        """Yes, at a key of its own, or no, with why."""
        if "how" not in answers:
            ways = (("confirm", _("confirm: it goes for ever")), ("decline", _("decline: it stays")))
            choices = tuple(Choice(value=value, words=words) for value, words in ways)
            notes = (erasure_words(erasure, self.walk.speech), *self._owed(erasure))
            return Question(id="how", words=_("Shall it go?"), notes=notes, choices=choices)
        if answers["how"] == "decline":
            return self._stays(erasure, answers)
        if "sure" not in answers:
            words = _("Erase {what} for ever?").format(what=_meant(erasure))
            key = Key(key="Z", word="destroy", words=_("erase it for ever"), value="yes")
            return Card(id="sure", words=words, notes=self._owed(erasure), keys=(key,), is_guarded=True)
        order = c.ConfirmErasure(by=self.walk.person, erasure=erasure.id)
        words = _("{what}: gone; the record still verifies.")
        if not erasure.cases:  # of a request for a resource something stays
            words = _("What could be erased of {what} is gone; the record still verifies.")
        return Ready(commands=(order,), said=words.format(what=_meant(erasure)))

    def _stays(self, erasure: Erasure, answers: Answers) -> Part:
        if "why-stays" not in answers:  # an id of its own: why it must go may have been typed before
            words = _("Why does it stay?")
            if erasure.proposed_by == self.walk.person:
                words = _("{erasure} waits, which you asked for. Why do you take it back?").format(erasure=erasure.id)
            return asked_text("why-stays", words)
        order = c.DeclineErasure(by=self.walk.person, erasure=erasure.id, because=answers["why-stays"])
        words = _("Erasure {erasure} is declined; nothing was erased.")
        return Ready(commands=(order,), said=words.format(erasure=erasure.id))

    def _owed(self, erasure: Erasure) -> Sequence[str]:
        """What these customers still have to get, and where else they are; of evidence where the same bytes are."""
        if not erasure.cases:
            return tuple(same_bytes_words(self.walk.incident, erasure.entries))
        from incident.domain.cases.register import register_of  # here: few erasures are about customers
        from incident.wording.case_rows import linked_words, owed_words

        register = register_of(self.walk.incident)
        owed = (owed_words(case, self.walk.now) for case in map(register.case, erasure.cases))
        linked = linked_words(self.walk.incident.id, register.linked(erasure.cases))
        return (*filter(None, owed), *linked, *naming_words(self.walk.incident.id, self.naming(erasure)))


def _told(walk: Walk) -> Told:
    return told_by(walk.directory) if walk.directory is not None else Told()


def _meant(erasure: Erasure) -> str:
    return cases_phrase(erasure.cases) if erasure.cases else entries_phrase(erasure.entries)
