"""Which texts say the same facts as one that was found wrong, and which facts changed since a text was written.

By the templates and the entries that stated the facts, not by the words, which may have been erased.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from incident.domain.runbooks.wordings import told_facts

if TYPE_CHECKING:
    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message
    from incident.domain.runbooks.runbook import Fact

__all__ = ["repeats", "repeats_wrong", "said_again", "stated_since"]


def said_again(incident: Incident, wrong: Message, template: str) -> tuple[Fact, ...] | None:
    """The facts that the text of that template, written now, would tell as the wrong one did; None where none.

    Empty where no single fact can be named: both tell only what nobody has stated, or are the same fixed words.
    """
    told = tuple(each for each in told_facts(incident, template) if each.id in _shared(incident, wrong, template))
    if kept := tuple(each for each in told if 0 < _seq(incident, each.id) < wrong.drafted_seq):
        return kept
    is_unstated = not any(_seq(incident, each.id) for each in told)
    return () if is_unstated and (told or wrong.template == template) else None


def repeats(incident: Incident, wrong: Message) -> tuple[Message, ...]:
    """The other texts that left and nothing corrects, which may say the same: a fact of it did not change between."""
    return tuple(each for each in incident.messages.values() if _repeats(incident, wrong, each))


def repeats_wrong(incident: Incident, message: Message) -> Message | None:
    """The corrected message whose facts this one, which left and stands uncorrected, may say too."""
    wrongs = (m for m in incident.messages.values() if m.corrected_by is not None)
    return next((each for each in wrongs if _repeats(incident, each, message)), None)


def stated_since(incident: Incident, draft: Message) -> tuple[Fact, ...]:
    """The facts of its template that were stated after it was written: it says what was known before."""
    told = told_facts(incident, draft.template)
    return tuple(each for each in told if each.id in incident.facts and _seq(incident, each.id) > draft.drafted_seq)


def _repeats(incident: Incident, wrong: Message, other: Message) -> bool:
    """Whether it is another text that left and nothing corrects, and may say the same."""
    is_released = other.released_at is not None and not other.is_withdrawn
    is_other = other.id != wrong.id and other.corrected_by is None and other.corrects is None
    return is_released and is_other and _is_same(incident, wrong, other)


def _is_same(incident: Incident, wrong: Message, other: Message) -> bool:
    shared = _shared(incident, wrong, other.template)
    first, last = sorted((wrong.drafted_seq, other.drafted_seq))
    stated = [_seq(incident, each) for each in shared if _seq(incident, each)]
    return bool(shared) and (not stated or any(not first < each <= last for each in stated))


def _shared(incident: Incident, wrong: Message, template: str) -> AbstractSet[str]:
    """The facts that both texts tell."""
    own, other = ({fact.id for fact in told_facts(incident, each)} for each in (wrong.template, template))
    return own & other


def _seq(incident: Incident, fact: str) -> int:
    """The entry that stated it last; 0 where nobody has."""
    entry = incident.facts.get(fact)
    return entry.seq if entry is not None else 0
