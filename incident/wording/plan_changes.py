"""What one sheet says and another does not: added, removed, moved, changed from old to new; by ids, never by lines.

Apart from the sheets, so that revisions and tiers are compared by one rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from incident.domain.frozen import Frozen
from incident.wording.plan_sheet import Entry

__all__ = ["Change", "ChangedField", "How", "changes"]


_Key = tuple[str, str, str]
"""Part, id, and the language of what stands in one only."""


class How(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


class ChangedField(Frozen):
    """One thing that a part says otherwise; '' where it says nothing."""

    name: str
    language: str = ""
    """Of words; '' for what is the same in every language."""
    old: str
    new: str


class Change(Frozen):
    """One part that is not as it was."""

    how: How
    part: str
    id: str
    title: str
    place: str
    """Where it stands now; of what was removed, where it stood."""
    language: str = ""
    """Of a part that stands in one language only; else ''."""
    fields: Sequence[ChangedField] = ()


def changes(old: Sequence[Entry], new: Sequence[Entry]) -> list[Change]:
    """Every difference, part after part in the order of the new sheet, what was removed after it."""
    before, after = _by_id(old), _by_id(new)
    moved = _moved(old, new)
    found: list[Change] = []
    for part in dict.fromkeys(entry.part for entry in (*new, *old)):
        found += _of_part([entry for entry in after.values() if entry.part == part], before, moved)
        gone = (entry for key, entry in before.items() if entry.part == part and key not in after)
        found += [_change(How.REMOVED, entry) for entry in gone]
    return found


def _of_part(entries: Sequence[Entry], before: Mapping[_Key, Entry], moved: set[_Key]) -> Iterator[Change]:
    for entry in entries:
        key = _key(entry)
        if key not in before:
            yield _change(How.ADDED, entry)
            continue
        if key in moved:
            yield _change(How.MOVED, entry)
        different = tuple(_different(before[key].fields, entry.fields))
        if different:
            yield _change(How.CHANGED, entry, different)


def _different(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[ChangedField]:
    for name in dict.fromkeys((*new, *old)):
        if old.get(name, "") != new.get(name, ""):
            word, _at, language = name.partition("@")
            yield ChangedField(name=word, language=language, old=old.get(name, ""), new=new.get(name, ""))


def _change(how: How, entry: Entry, different: Sequence[ChangedField] = ()) -> Change:
    return Change(
        how=how,
        part=entry.part,
        id=entry.id,
        title=entry.title,
        place=entry.place,
        language=entry.language,
        fields=different,
    )


def _key(entry: Entry) -> _Key:
    return entry.part, entry.id, entry.language


def _by_id(entries: Sequence[Entry]) -> dict[_Key, Entry]:
    return {_key(entry): entry for entry in entries}


def _moved(old: Sequence[Entry], new: Sequence[Entry]) -> set[_Key]:
    """What stands in both sheets, and in the new one elsewhere: the fewest that explain the new order."""
    before, after = _by_id(old), _by_id(new)
    common = [key for key, entry in after.items() if key in before and entry.under]
    stood = [key for key, entry in before.items() if key in after and entry.under]
    kept: set[_Key] = set()
    for block in SequenceMatcher(a=stood, b=common, autojunk=False).get_matching_blocks():
        kept.update(common[block.b : block.b + block.size])
    return {key for key in common if key not in kept or before[key].under != after[key].under}
