"""Texts that wait for somebody's approval: the reader's own, those that the reader asked for, those that lapsed.

Apart from the rest of the glance, of which each part is about another matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.events import IncidentMode
from incident.domain.incident import Status
from incident.domain.walking.approving import texts_asked_for, texts_to_write_anew, texts_waiting_for
from incident.wording.approving import approval_words, asked_for_words, lapsed_words
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from incident.application.ports import Person
    from incident.cli.commands.show import View
    from incident.domain.messages.message import Message

__all__ = ["approvals", "asked_for"]


def approvals(view: View, most: int) -> Iterator[str]:
    """What only the reader's approval keeps back, with the command that lets it go."""
    if view.incident.status is not Status.OPEN:
        return
    for item, message in texts_waiting_for(view.incident, view.checklist, view.person, view.now)[:most]:
        yield approval_words(item, message, view.speech)
        yield f"  incident step {view.incident.id} {item.step.id} done --yes" if item else _approve(view, message)


def asked_for(view: View, most: int) -> Iterator[str]:
    """What the reader wrote: what they write anew, with its command, and who has to let the rest go."""
    if view.incident.status is not Status.OPEN:
        return
    about = (view.incident, view.checklist, view.person, view.now)
    for item, message in texts_to_write_anew(*about)[:most]:
        yield lapsed_words(item, message, view.incident, view.speech, view.now)
        anew = f"message send {view.incident.id} {message.audience} {message.template} --ask"
        yield f"  incident step {view.incident.id} {item.step.id} done" if item else f"  incident {anew}"
    found = texts_asked_for(*about)[:most]
    people = {each.id: each for each in _people(view)} if found else {}
    for who, message in found:
        yield asked_for_words(message, who, people.get(who), view.speech, view.now)


def _approve(view: View, message: Message) -> str:
    return f"  incident message approve {view.incident.id} {clean_line(message.id)}"


def _people(view: View) -> Sequence[Person]:
    """Everybody known, with the ways of exercises in an exercise, and else with real ones."""
    if view.directory is None:
        return ()
    from incident.application.messages.people import in_mode  # here: few glances name whom to phone

    is_exercise = view.incident.mode is IncidentMode.EXERCISE
    return list(in_mode(view.directory.people(), view.directory, exercise=is_exercise))
