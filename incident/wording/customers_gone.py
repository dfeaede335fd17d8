"""Of which customers an import lost the words, and of which an erasure ended them: neither entry says it by itself.

Apart from the timeline, because few incidents have customers whose words were erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from incident.domain import events as e
from incident.domain.events import Event, Recorded
from incident.i18n import _
from incident.wording.cases import cases_phrase
from incident.wording.quoting import with_reason

__all__ = ["customers_gone", "customers_words", "has_more"]


def customers_gone(entries: Iterable[Recorded]) -> Mapping[int, Sequence[int]]:
    """By entry the numbers of the cases: of one that took them in those without words, of an erasure its own."""
    sheets: dict[int, Mapping[str, int]] = {}
    found: dict[int, set[int]] = {}
    for entry in entries:
        if isinstance(entry.event, e.cases.CasesReceived):
            sheets[entry.seq] = {at: n for n, at in enumerate(entry.event.sheet.content_ids, entry.event.first)}
        elif isinstance(entry.event, e.ContentErased) and entry.event.seq in sheets:
            sheet = sheets[entry.event.seq]
            numbers = {sheet[content] for content in entry.event.contents if content in sheet}
            found[entry.seq] = numbers
            found[entry.event.seq] = found.get(entry.event.seq, set()) | numbers
    return {seq: sorted(numbers) for seq, numbers in found.items() if numbers}


def customers_words(event: Event, words: str, numbers: Sequence[int]) -> str:
    """What the entry says, with these customers; where an import has no words left at all, it says so by itself."""
    if isinstance(event, e.ContentErased):
        said = _("erased words of {cases}, entry {seq}").format(cases=cases_phrase(numbers), seq=event.seq)
        return with_reason(said, event.because)
    if not has_more(event, numbers):
        return words
    return _("{words}; erased since: the words of {cases}").format(words=words, cases=cases_phrase(numbers))


def has_more(event: Event, numbers: Sequence[int]) -> bool:
    """Whether words of other customers still stand in the entry."""
    return isinstance(event, e.cases.CasesReceived) and 0 < len(numbers) < len(event.sheet)
