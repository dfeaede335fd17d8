"""What is wrong, or old, in a text that stands or waits, since another one that says the same was corrected.

Apart from the other words of messages: only once somebody has corrected one, or stated a fact anew, is there any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.messages.repeating import repeats, repeats_wrong, said_again, stated_since
from incident.i18n import _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message
    from incident.domain.runbooks.runbook import Fact
    from incident.wording.speech import Speech

__all__ = ["old_words", "repeated_words", "repeats_words", "said_wrong_before"]


def repeats_words(incident: Incident, wrong: Message, speech: Speech, now: datetime) -> list[str]:
    """Which other texts that people have may say what this one says wrong: a correction of it corrects none of them."""
    words = _("{message} to {audience}, {time}, may say the same and is not corrected by this: correct it too.")
    return [
        words.format(
            message=clean_line(each.id),
            audience=speech.audience(each.audience),
            time=speech.when(each.released_at or each.drafted_at, now),
        )
        for each in repeats(incident, wrong)
    ]


def repeated_words(incident: Incident, message: Message) -> list[str]:
    """That a text which nobody corrected may say what was corrected in another."""
    if message.released_at is None or message.corrected_by is not None or message.is_withdrawn:
        return []
    wrong = repeats_wrong(incident, message)
    words = _("may say the same as {message}, which {correction} corrects: look at it, and correct it too")
    return (
        [words.format(message=clean_line(wrong.id), correction=clean_line(wrong.corrected_by or ""))] if wrong else []
    )


def said_wrong_before(incident: Incident, template: str, speech: Speech) -> list[str]:
    """Which facts this text says as one that was corrected: newest first, and each fact once."""
    said, named = list[str](), set[str]()
    for wrong in reversed(tuple(incident.messages.values())):
        facts = said_again(incident, wrong, template) if wrong.corrected_by is not None else None
        if facts is not None and (not said or {each.id for each in facts} - named):
            said.append(_said_wrong(wrong, facts, speech))
            named |= {each.id for each in facts}
    return said


def _said_wrong(wrong: Message, facts: Sequence[Fact], speech: Speech) -> str:
    words = _("The facts in it are still those of {message}, which {correction} corrects. State what is right first.")
    if facts:
        words = _(
            "It still says as {message}, which {correction} corrects: {facts}. State first what of it was not right."
        )
    return words.format(
        message=clean_line(wrong.id), correction=clean_line(wrong.corrected_by or ""), facts=_named(facts, speech)
    )


def _named(facts: Sequence[Fact], speech: Speech) -> str:
    return _(", ").join(speech.fact(each.id).rstrip("?？") for each in facts)


def old_words(incident: Incident, draft: Message, speech: Speech) -> list[str]:
    """What a text that waits says wrong or old by now; empty where it is as good as new."""
    said = said_wrong_before(incident, draft.template, speech)
    if facts := stated_since(incident, draft):
        words = _("Stated anew since this text was written, which says what was known before: {facts}.")
        said.append(words.format(facts=_named(facts, speech)))
    return said
