"""What the inventory does not have: whose it is, who gives it, who comes, and when it should be here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Final

from incident.domain import commands as c
from incident.domain.events import AllocationState
from incident.domain.resources.resource import TEAM, VENDOR
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Question, too_long
from incident.walk.flows.moments import asked_ahead, read_ahead
from incident.walk.moment import Walk

__all__ = ["ELSEWHERE", "asked_elsewhere", "given_elsewhere"]

ELSEWHERE: Final = "-"
"""No id of a resource."""


def asked_elsewhere(walk: Walk, answers: Answers, known: Collection[str], here: Sequence[str] = ()) -> Question | None:
    """The next question about it; None where it comes out of the inventory, or all is said.

    `known`: the ids of the inventory. `here`: what it has of it all the same.
    """
    if answers.get("resource") != ELSEWHERE:
        return None
    if "giver" not in answers:
        words = _("Who gives it, from outside the inventory? Type a firm or a team, such as Hollis Data.")
        return Question(id="giver", words=words, notes=here, is_typed=True, complaint=partial(_own, known))
    if "whose" not in answers:
        own = (Choice(value=VENDOR, words=_("a vendor")), Choice(value=TEAM, words=_("another team of ours")))
        return Question(id="whose", words=_("Whose is it?"), choices=own)
    if "contact" not in answers:
        words = _("Who comes, or who promised it? Enter alone leaves it out.")
        return Question(id="contact", words=words, is_typed=True, may_be_empty=True)
    if "due" not in answers:
        words = _("When should it arrive? 03:30 or 20m; Enter alone leaves it out.")
        return asked_ahead(walk, words, id="due", may_be_empty=True)
    return None


def _own(known: Collection[str], typed: str) -> str:
    """That the giver is no giver, but a line of the inventory."""
    if typed.strip() not in known:
        return too_long(typed)
    words = _("'{resource}' is a line of the inventory. Type the firm or the team outside it that gives this.")
    return words.format(resource=typed.strip())


def given_elsewhere(command: c.ApproveAllocation, walk: Walk, answers: Answers) -> c.ApproveAllocation:
    """The approval of it, ordered in the same breath."""
    return command.changed(
        resource=answers["giver"],
        elsewhere=answers["whose"],
        to=AllocationState.ORDERED,
        due_at=read_ahead(answers["due"], walk),
        because=_("; ").join(filter(None, (answers["contact"].strip(), command.because))),
    )
