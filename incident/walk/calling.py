"""Which steps call from elsewhere, a timer that asks or what is back from waiting, and the keys that lead there.

Apart from the other needs, because each of these names where one goes.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.walk.standing import is_late

__all__ = ["calling_words"]


def calling_words(walk: Walk, *, is_typed: bool) -> Sequence[str]:
    """Whose time is up, then what is back."""
    return [*_over(walk, is_typed=is_typed), *_back(walk, is_typed=is_typed)]


def _over(walk: Walk, *, is_typed: bool) -> Sequence[str]:
    """Whose timer asks while the box has another step, and how one comes there (reference/UX.md rule 21)."""
    ended = [it for it in walk.asking() if walk.shown is None or it.index != walk.shown.index]
    if not ended:
        return []
    numbers, number = _(", ").join(it.number for it in ended), ended[0].number
    if is_typed:
        words = _("TIME IS UP, step {numbers}: as expected? {key} {number} goes there")
        return [words.format(numbers=numbers, key=key_of("walk.whole", "g"), number=number)]
    if not (keys := _way(walk, ended[0])):
        return [_("TIME IS UP, step {numbers}: as expected?").format(numbers=numbers)]
    words = _("TIME IS UP, step {numbers}: as expected? {key} goes to {number}")
    return [words.format(numbers=numbers, key=keys, number=number)]


def _back(walk: Walk, *, is_typed: bool) -> Sequence[str]:
    """What was put off and is due again, and how one comes to it: the first that is named is gone to first."""
    late, back = _("{number} LATE"), walk.back()
    numbers = _(", ").join(late.format(number=it.number) if is_late(walk, it) else it.number for it in back)
    if not back:
        return []
    if is_typed:
        key = key_of("walk.whole", "g")
        words = _("back from waiting: step {numbers}; {key} {number} goes there")
        return [words.format(numbers=numbers, key=key, number=back[0].number)]
    if not (keys := _way(walk, back[0])):
        return [_("back from waiting: step {numbers}").format(numbers=numbers)]
    words = _("back from waiting: step {numbers}; {key} goes to {number}")
    return [words.format(numbers=numbers, key=keys, number=back[0].number)]


def _way(walk: Walk, to: Item) -> str:
    """The keys that lead to the step from where whoever looks is; '' where they are there, or none does."""
    here, key = walk.current, key_of("walk.current", ".")
    if walk.shown is not None and walk.shown.index == to.index:
        return ""
    if here is not None and here.index == to.index:
        return key
    if walk.calling is None or walk.calling.index != to.index:
        return ""
    return f"{key} {key}" if walk.is_looking and here is not None else key
