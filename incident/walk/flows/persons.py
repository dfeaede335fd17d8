"""People to choose from, in every dialogue alike.

Apart from the parts of a dialogue, which know nothing of a team.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incident.application.ports import Person
from incident.i18n import _
from incident.walk.flows.asking import Choice
from incident.walk.moment import Walk
from incident.wording.people import telephone_words, ways_in_full
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row

__all__ = ["approver_asked", "how_to_tell", "of_people"]


def of_people(people: Iterable[Person], *, but: str = "") -> tuple[Choice, ...]:
    """Each by the name that the team's file gives; `but`: who is not among them."""
    return tuple(Choice(value=each.id, words=clean_line(each.name)) for each in people if each.id != but)


def how_to_tell(walk: Walk, people: Sequence[Person], person: str) -> str:
    """That a question goes to nobody's telephone, and by what way whoever is asked can be told of it."""
    found = [each for each in walk.with_its_ways(people) if each.id == person]
    name, ways = walk.speech.person(person), ways_in_full(found[0]) if found else ""
    words = _("Nothing is sent: {name} reads it in this program. Tell them: {ways}").format(name=name, ways=ways)
    unknown = _("Nothing is sent: {name} reads it in this program.").format(name=name)
    return words if ways else in_a_row(unknown, _("No telephone of theirs is known."))


def approver_asked(walk: Walk, people: Sequence[Person], approver: str) -> str:
    """That the approver is asked, and hears of it from nobody but whoever asks."""
    found = next((each for each in walk.with_its_ways(people) if each.id == approver), None)
    words = _("Nothing was sent to {name}: {way}.").format(
        name=walk.speech.person(approver), way=telephone_words(found)
    )
    return in_a_row(_("The approver is asked."), words)
