"""That a text waits for the approval of whoever looks, in a line: under the walk, on the command line, in the dialogue.

Apart from telling, which says what became of a text that has left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.decide.informing import approver_for
from incident.domain.grading.tiers import Tier
from incident.domain.incident import StepState
from incident.domain.messages.drafts import waiting_drafts, written_anew
from incident.domain.messages.promising import promised
from incident.domain.walking.approving import texts_waiting_for
from incident.i18n import _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from datetime import datetime

    from incident.application.ports import Person
    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message
    from incident.domain.walking.checklist import Checklist, Item
    from incident.wording.speech import Speech

__all__ = ["approval_needs", "approval_words", "asked_for_words", "lapsed_words", "own_words", "waits_words"]


def approval_needs(incident: Incident, checklist: Checklist, person: str, speech: Speech, now: datetime) -> list[str]:
    """What only that person's approval keeps back."""
    return [approval_words(*each, speech) for each in texts_waiting_for(incident, checklist, person, now)]


def approval_words(item: Item | None, message: Message, speech: Speech) -> str:
    """Who asks for the approval of which text, and of which step it is."""
    if item is None:
        return _("{author} asks you to approve message {message} to {audience}").format(
            author=speech.person(message.author),
            message=clean_line(message.id),
            audience=speech.audience(message.audience),
        )
    return _("{author} asks you to approve message {message} to {audience}, step {number}").format(
        author=speech.person(message.author),
        message=clean_line(message.id),
        audience=speech.audience(message.audience),
        number=item.number,
    )


def asked_for_words(draft: Message, approver: str, person: Person | None, speech: Speech, now: datetime) -> str:
    """Who has to let go what somebody else wrote, since when it waits, and how to reach them."""
    from incident.wording.people import telephone_words  # here: most moments nobody waits for an approval

    if approver == draft.author:
        words = _(
            "{message} waits since {time}, and you cannot approve your own text: another takes the role, or writes it"
        )
        return words.format(message=clean_line(draft.id), time=speech.when(draft.drafted_at, now))
    return _("{name} is to approve {message} since {time}, and was sent nothing: {way}").format(
        name=speech.person(approver),
        message=clean_line(draft.id),
        time=speech.when(draft.drafted_at, now),
        way=telephone_words(person),
    )


def lapsed_words(item: Item | None, message: Message, incident: Incident, speech: Speech, now: datetime) -> str:
    """That a text waited until what it promises was past, and the step with which its author writes it anew."""
    at = promised(incident, message)
    words = _("{message} cannot leave, its next update was for {time}: write step {number} anew")
    if item is None:
        words = _("{message} cannot leave, its next update was for {time}: write it anew")
    number = item.number if item is not None else ""
    return words.format(message=clean_line(message.id), time=speech.when(at, now) if at else "-", number=number)


def waits_words(incident: Incident, message: Message, speech: Speech, now: datetime) -> list[str]:
    """Who has to let the text go, asked for by whom and since when; of one written anew, by whom and as which.

    Nothing of one that is too late, of a step that was ruled out, or where its author may let it go.
    """
    if (anew := written_anew(incident, message)) is not None:
        words = _("{author} wrote it anew as {message} {time}")
        by, at = speech.person(anew.author), speech.when(anew.drafted_at, now)
        return [words.format(author=by, message=clean_line(anew.id), time=at)]
    approver = _approver(incident, message)
    if message not in waiting_drafts(incident, now) or approver is None:
        return []
    if approver == message.author:
        return own_words(incident, message, speech)
    words = _("waits for {name}, asked for by {author} {time}; nothing was sent to {name}")
    by, at = speech.person(message.author), speech.when(message.drafted_at, now)
    return [words.format(name=speech.person(approver), author=by, time=at)]


def own_words(incident: Incident, message: Message, speech: Speech) -> list[str]:
    """That nobody may let it go now, as its author came to be who approves at tier 1; nothing where that is not so."""
    if incident.tier is not Tier.MAJOR or _approver(incident, message) != message.author:
        return []
    words = _("waits, and {name} cannot approve their own text at tier 1: another takes the role, or writes it")
    return [words.format(name=speech.person(message.author))]


def _approver(incident: Incident, message: Message) -> str | None:
    """Who may let it go now; None where its step is over, or nobody has the role."""
    step = incident.runbook.step(message.step) if message.step else None
    progress = incident.steps.get(step.id) if step is not None else None
    if progress is not None and progress.state is StepState.NOT_APPLICABLE:
        return None
    role = step.approver if step is not None else approver_for(incident, message.audience)
    return incident.person_of(role or "")
