"""One role or one person in full, beside the list of all: what they hold, what they work on, how they are reached.

Apart from the rows, which say in one line what tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.tui.views.frames import SIDES, framed
from incident.tui.views.lines import Line, line, wrap
from incident.tui.views.people import PeopleRow, Team
from incident.walk.duty import able_first, duties_of
from incident.walk.moment import Walk
from incident.wording.duty import duty_words, with_duty
from incident.wording.people import reach_words
from incident.wording.roles import usual_role
from incident.wording.speech import Speech

__all__ = ["framed_details"]

MOST_ROWS = 12
"""Of one text."""


def framed_details(row: PeopleRow | None, team: Team, walk: Walk | None, speech: Speech, width: int) -> list[Line]:
    """Frames with what is known; nothing on a heading."""
    if row is None or row.heading:
        return []
    about = _of_person(row, team, walk, speech) if row.person else _of_role(row, team, walk, speech)
    rows = list[Line]()
    for title, texts in about:
        inside = [line(part) for text in texts for part in wrap(text, width - SIDES, MOST_ROWS)]
        rows += framed(title, inside, width) if inside else []
    return rows


def _of_person(row: PeopleRow, team: Team, walk: Walk | None, speech: Speech) -> Iterator[tuple[str, Sequence[str]]]:
    person = row.person
    assert person is not None  # noqa: S101  (the caller asked)
    duties = duties_of(person.id, team.on_duty)
    yield row.name, [reach_words(person)]
    yield _("ON DUTY"), [duty_words(duties, speech, team.now)] if duties else []
    held = [role for role, holder in walk.incident.roles.items() if holder == person.id] if walk else []
    yield _("HOLDS"), list(map(speech.role, held))
    yield _("MAY BE"), [speech.role(role) if walk else usual_role(role) for role in person.roles if role not in held]
    yield _("IS ON"), _steps(walk, person.id, ()) if walk else []
    yield _("OPEN STEPS"), _steps(walk, "", held) if walk else []


def _of_role(row: PeopleRow, team: Team, walk: Walk | None, speech: Speech) -> Iterator[tuple[str, Sequence[str]]]:
    holder = walk.incident.person_of(row.role) if walk else None
    yield row.name, [speech.person(holder) if holder else _("nobody yet")]
    able = able_first(team.people, row.role, team.on_duty)
    yield (
        _("MAY FILL IT"),
        [
            with_duty(speech.person(each.id), duties_of(each.id, team.on_duty, row.role), speech, team.now)
            for each in able
            if each.id != holder
        ],
    )
    yield _("OPEN STEPS"), _steps(walk, "", (row.role,)) if walk else []


def _steps(walk: Walk, person: str, roles: Sequence[str]) -> list[str]:
    """The open steps that the person has taken, or that one of the roles works."""
    found = [item for item in walk.checklist.open_work if _is_on(item, person) or item.step.by in roles]
    return [_("{number} {title}").format(number=each.number, title=walk.speech.step(each.step.id)) for each in found]


def _is_on(item: Item, person: str) -> bool:
    return bool(person) and item.progress is not None and item.progress.taken_by == person
