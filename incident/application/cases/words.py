"""Cases with their words: the register of an incident joined to what stands beside the log.

Apart from the register, which knows nothing personal; whose words were erased has none here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from incident.domain.cases.register import register_of

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.domain.cases.words import CaseWords
    from incident.domain.incident import Incident

__all__ = ["known_cases", "words_by_number"]


def known_cases(incident: Incident, log: EventLog) -> Sequence[tuple[int, CaseWords]]:
    """The number and the words of every case, by number."""
    return sorted(words_by_number(incident, log).items())


def words_by_number(incident: Incident, log: EventLog, numbers: Iterable[int] | None = None) -> Mapping[int, CaseWords]:
    """The words of those cases; of all where none is named."""
    register = register_of(incident)
    wanted = set(register.numbers if numbers is None else numbers)
    seqs = sorted({register.case(number).seq for number in wanted})
    own = register.content_ids
    found = log.case_words(incident.id, seqs) if seqs else {}
    return {own[content]: words for content, words in found.items() if own.get(content) in wanted}
