"""What the palette lists: the commands of a screen with their keys, and every place that one can go to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from incident.i18n import LANGUAGES, N_, NAMES, _, current, in_each
from incident.tui.views.lines import Line, blank, columns, line, width_of, wrap
from incident.tui.views.matching import fits, sorted_by_fit
from incident.walk.keys import key_of
from incident.wording.milestones import milestone_names
from incident.wording.outlines import family_word, listed_title
from incident.wording.people import reach_words
from incident.wording.roles import usual_role
from incident.wording.safe import clean_line
from incident.wording.tiers import tier_word
from incident.wording.titles import title_of

if TYPE_CHECKING:
    from textual.binding import Binding

    from incident.application.ports import Offer, Person, Summary
    from incident.walk.moment import Walk

__all__ = [
    "Kind",
    "Place",
    "commands_of",
    "incident_places",
    "language_places",
    "law_places",
    "narrowed",
    "note_rows",
    "person_places",
    "place_row",
    "real_places",
    "runbook_places",
    "step_places",
]


class Kind(StrEnum):
    """What a row of the palette is."""

    COMMAND = "command"
    DEED = "deed"
    """A command that has its key on another screen."""
    STEP = "step"
    INCIDENT = "incident"
    PERSON = "person"
    RUNBOOK = "runbook"
    LANGUAGE = "language"


_WORDS: Final = {
    Kind.COMMAND: N_("command"),
    Kind.DEED: N_("command"),
    Kind.STEP: N_("step"),
    Kind.INCIDENT: N_("incident"),
    Kind.PERSON: N_("person"),
    Kind.RUNBOOK: N_("runbook"),
    Kind.LANGUAGE: N_("language"),
}
KIND_CELLS: Final = 11
KEY_CELLS: Final = 9
NAME_CELLS: Final = 22
LEAST_ROOM: Final = 48
MOST_NOTE_ROWS: Final = 2
ONE_ROW: Final = 68
"""Cells in which the longest description of a command stands in one row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One row: what is shown, what may be typed to find it, and what choosing it means."""

    kind: Kind
    value: str
    """The action of a command; else an id."""
    name: str
    note: str = ""
    key: str = ""
    also: Sequence[str] = ()
    """How else it may be called, in every language."""


def commands_of(bindings: Iterable[tuple[Binding, str]]) -> Iterator[Place]:
    """The commands of a screen, each with its keys."""
    for binding, keys in bindings:
        also = in_each(binding.description)
        name, note = _(binding.description), _(binding.tooltip)
        yield Place(kind=Kind.COMMAND, value=binding.action, name=name, note=note, key=keys, also=also)


_LAW: Final = (
    ("law-moment", "L M", N_("state a moment"), N_("Became aware, contained, restored …: clocks hang on it")),
    ("law-filed", "L F", N_("report made"), N_("Enter a report to an authority with its proof")),
    ("law-class", "L K", N_("state a class"), N_("The class of a law; the tier stays")),
    ("law-extend", "L E", N_("more time"), N_("Take time that the law allows")),
    ("law-off", "L -", N_("rule does not apply"), N_("Say that a rule does not apply, with a reason")),
    ("law-on", "L +", N_("switch a rule on"), N_("Let a rule count that is no law")),
)


def law_places() -> Iterator[Place]:
    """What can be stated of the law."""
    for name, key, words, note in _LAW:
        value, also = f"state('{name}')", list(in_each(words))
        also += milestone_names() if name == "law-moment" else []
        yield Place(kind=Kind.DEED, value=value, name=_(words), note=_(note), key=key, also=also)


def real_places(walk: Walk) -> Iterator[Place]:
    """The reserved word, for whoever plays, where the call for help has it."""
    from incident.walk.flows.calling import may_end, may_stop  # here: few incidents are exercises
    from incident.walk.flows.exercises.rehearsing import rehearses

    if rehearses(walk):
        words, note = N_("rehearsal"), _("Pause, go on, or end play")
        yield Place(
            kind=Kind.DEED,
            value="close",
            name=_(words),
            note=note,
            key=key_of("walk.close", "C"),
            also=[*in_each(words), *in_each(N_("paused"))],
        )
    deeds = [(N_("stop the exercise"), _("Play is over for everybody"), "S")] if may_end(walk) else []
    if may_stop(walk):
        deeds = [
            (N_("REAL EVENT"), _("Stop play and say why to everybody"), "R"),
            (N_("pause the exercise"), _("Its clock stands, until who leads lets it go on"), "P"),
            *deeds,
        ]
    for words, note, key in deeds:
        typed = f"{key_of('app.call', '!')} {key}"
        yield Place(kind=Kind.DEED, value="app.call", name=_(words), note=note, key=typed, also=in_each(words))


def step_places(walk: Walk) -> Iterator[Place]:
    """The steps of the incident, by their titles in every language of its runbook."""
    bundle = walk.incident.bundle
    for item in walk.checklist.items:
        keys = [f"step.{item.step.id}.{part}" for part in ("title", "question")]
        also = [words[key] for words in bundle.words.values() for key in keys if key in words] if bundle else []
        name = walk.speech.step(item.step.id)
        yield Place(kind=Kind.STEP, value=item.step.id, name=name, key=item.number, also=also)


def incident_places(summaries: Iterable[Summary]) -> Iterator[Place]:
    """The incidents in sight."""
    for each in summaries:
        name = f"{each.incident_id} {title_of(each)}"
        yield Place(
            kind=Kind.INCIDENT,
            value=each.incident_id,
            name=name,
            note=tier_word(each.tier),
            also=[each.title, *each.titles.values()],
        )


def person_places(people: Iterable[Person]) -> Iterator[Place]:
    """The people of the workspace."""
    for each in people:
        note = reach_words(each)
        yield Place(
            kind=Kind.PERSON,
            value=each.id,
            name=clean_line(each.name),
            note=note,
            also=[each.id, *map(usual_role, each.roles)],
        )


def runbook_places(offers: Iterable[Offer]) -> Iterator[Place]:
    """The runbooks that can be read, by their titles in every language."""
    for offer in offers:
        if offer.outline is not None:
            also = [offer.id, *(words.get("title", "") for words in offer.outline.words.values())]
            name, note = listed_title(offer.outline), family_word(offer.outline.family)
            yield Place(kind=Kind.RUNBOOK, value=offer.id, name=name, note=note, also=also)


def language_places(*, is_ascii: bool = False) -> Iterator[Place]:
    """The languages that are not in use, each in its own word where its signs can be drawn."""
    for tag in LANGUAGES:
        if tag != current():
            yield Place(
                kind=Kind.LANGUAGE,
                value=tag,
                name=tag if is_ascii else NAMES[tag],
                also=[tag, *in_each("language")],
            )


def narrowed(places: Iterable[Place], typed: str) -> list[Place]:
    """Those that fit what was typed, the best first."""
    return sorted_by_fit(places, lambda each: fits(typed, [each.name, *each.also, each.key], each.note))


def note_rows(place: Place | None, width: int) -> Sequence[Line]:
    """What the row under the cursor does, whole; always as many rows, so that the list keeps its height."""
    words = wrap(place.note, width - 2, MOST_NOTE_ROWS) if place is not None else ()
    rows = [line((f" {part}", ".muted")) for part in words]
    return [*rows, blank(), blank()][: 1 if width >= ONE_ROW else MOST_NOTE_ROWS]


def place_row(place: Place, width: int) -> Line:
    """One row."""
    left = columns(((f" {_(_WORDS[place.kind])}", ".muted"), KIND_CELLS), ((place.key, ".key"), KEY_CELLS))
    room = width - KIND_CELLS - KEY_CELLS - 2
    if not place.note or room < LEAST_ROOM:  # a name is worth more than what stands beside it
        return left + columns(((place.name, ".bright"), room))
    name = NAME_CELLS if place.kind in (Kind.COMMAND, Kind.DEED) else room - width_of(place.note) - 1
    if place.kind is Kind.PERSON:  # who it is counts for more than the ways to them
        name = max(name, width_of(place.name))
    if name + 1 + width_of(place.note) > room:
        return left + columns(((place.name, ".bright"), room))  # no description is cut: under the list it stands whole
    return left + columns(((place.name, ".bright"), name), ((place.note, ".muted"), room - name - 1))
