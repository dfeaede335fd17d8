"""From what a person typed to the id that is meant: people, roles, steps, deliveries.

Apart from the commands, so that all of them understand the same words. What could mean
several things, or nothing, is answered by what there is: never by a guess that means something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from incident.application.errors import NotFound
from incident.application.messages.people import person_called
from incident.domain.nearest import nearest
from incident.domain.walking.checklist import build_checklist
from incident.wording.delivery import delivery_state_word
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.cli.session import Session
    from incident.domain.incident import Incident
    from incident.domain.runbooks.runbook import Bundle
    from incident.domain.walking.checklist import Item

__all__ = ["known_delivery", "known_person", "known_role", "known_step"]

_SHORTEST: Final = 4
"""Fewer characters than this are no beginning of an id, but a slip."""
_MOST: Final = 9
"""Candidates that are listed of what was meant but not said in full."""
_FEW: Final = 3
"""Candidates where nothing that was said means any."""


def known_person(session: Session, typed: str) -> str:
    """The id of the person of that id or name.

    Raises:
        NotFound: nobody is called so, or several are.
    """
    return person_called(session.services.directory, typed).id


def known_role(session: Session, incident_id: str, typed: str) -> str:
    """The role of that id, or of that displayed name in any language of the runbook.

    Raises:
        NotFound: there is none, or several are called so.
    """
    bundle = session.load(incident_id).bundle
    if bundle is None or typed in bundle.runbook.roles:
        return typed
    roles = bundle.runbook.roles
    named = [role for role in roles if _folded(typed) in _role_names(bundle, role)]
    if len(named) == 1:
        return named[0]
    speech = session.speech(bundle)
    known = tuple(f"{role}  {speech.role(role)}" for role in named or roles)
    raise NotFound(kind="role", name=typed, near=nearest(typed, roles), several=bool(named), known=known)


def known_step(session: Session, incident_id: str, typed: str) -> str:
    """The step of that id, of that number on the list, or whose title begins so.

    Raises:
        NotFound: there is none, or several begin so; `known` lists number, id and title.
    """
    incident = session.load(incident_id)
    if incident.bundle is None or incident.runbook.step(typed) is not None:
        return typed
    items = build_checklist(incident, session.now()).items
    numbered = [item for item in items if item.number and item.number == typed.casefold()]
    found = numbered or [item for item in items if _begins(incident, item, typed)]
    if len(found) == 1:
        return found[0].step.id
    speech = session.speech(incident.bundle)
    listed = found[:_MOST] or _alike(incident, items, typed)[:_FEW]
    known = tuple(f"{item.number or '-'}  {item.step.id}  {speech.step(item.step.id)}" for item in listed)
    raise NotFound(kind="step", name=typed, several=bool(found), known=known)


def known_delivery(session: Session, incident_id: str, typed: str) -> str:
    """The delivery of that id, or the only one whose id begins so; what is no beginning goes on as it is.

    Raises:
        NotFound: several begin so.
    """
    rows = session.services.outbox.deliveries(session.load(incident_id).id)
    if len(typed) < _SHORTEST or typed in {row.id for row in rows}:
        return typed
    found = [row for row in rows if row.id.startswith(typed.casefold())]
    if len(found) > 1:
        known = tuple(f"{row.id}  {row.message}  {row.recipient}  {delivery_state_word(row.state)}" for row in found)
        raise NotFound(kind="delivery", name=typed, several=True, known=known)
    return found[0].id if found else typed


def _role_names(bundle: Bundle, role: str) -> set[str]:
    return {_folded(words[f"role.{role}"]) for words in bundle.words.values() if f"role.{role}" in words}


def _begins(incident: Incident, item: Item, typed: str) -> bool:
    """Whether the step's title, in any language, begins with these words."""
    words = _folded(typed)
    return len(words) > 1 and any(title.startswith(words) for title in _titles(incident, item))


def _alike(incident: Incident, items: Sequence[Item], typed: str) -> list[Item]:
    """What holds the words or looks like them, else the open steps, in order."""
    words = _folded(typed)
    near = nearest(typed, (item.step.id for item in items))
    alike = [
        item
        for item in items
        if item.step.id == near or (words and any(words in text for text in (item.step.id, *_titles(incident, item))))
    ]
    return alike or [item for item in items if not item.is_complete]


def _titles(incident: Incident, item: Item) -> Iterable[str]:
    every = incident.bundle.words.values() if incident.bundle else ()
    keys = (f"step.{item.step.id}.title", f"step.{item.step.id}.question")
    return [_folded(clean_line(words[key])) for words in every for key in keys if key in words]


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
