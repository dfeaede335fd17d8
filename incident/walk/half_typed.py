"""What somebody has half typed in an incident and its log does not have, and by which key it is back.

Apart from the drafts, which know no incident: whoever hands over reads what of theirs goes with nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from incident.i18n import N_, _
from incident.walk.drafts import Draft, Drafts
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.cells import cut
from incident.wording.safe import clean_line

__all__ = ["going_along", "half_typed_lines", "left_behind_words", "with_half_typed"]

NOTE: Final = "note"
_MOST: Final = 3
_FIRST_WORDS: Final = 30
"""Cells of what was typed: enough to know it again."""
_OFFER: Final = "hand-over"
"""What is being offered already."""
_UNSEEN: Final = frozenset({"observe", "rate", "improvise", "send-early", "skip"})
"""Of who leads or evaluates an exercise: what stands in its record is read by its players."""
_SPACE: Final = N_("Space")
_KEYS: Final = {
    NOTE: ("walk.note", "m"),
    "question": ("walk.questions", "A"),
    "fact": ("walk.fact", "f"),
    "role": ("walk.roles", "r"),
    "raise": ("walk.raise", "+"),
    "lower": ("walk.lower", "_"),
    "paper": ("walk.paper", "X"),
    "update": ("walk.update", "U"),
    "close": ("walk.close", "C"),
    "defer": ("walk.defer", "s"),
    "not-expected": ("walk.not_expected", "n"),
    "rule-out": ("walk.rule_out", "-"),
    "override": ("walk.override", "O"),
    "hold": ("walk.hold", "h"),
    "ask": ("walk.ask", "a"),
    "take": ("walk.take", "b"),
    **dict.fromkeys(("mark", "record", "tell", "approve"), ("walk.as_expected", _SPACE)),
    "law": ("walk.law", "L"),
    "evidence": ("walk.evidence", "E"),
    "resource": ("walk.resources", "R"),
    "case": ("walk.cases", "K"),
}


def with_half_typed(walk: Walk, drafts: Drafts | None) -> Walk:
    """The same moment, and what the person of the drafts has half typed: there, or to declare an incident."""
    if drafts is None:
        return walk
    found = [each for each in (*drafts.left(walk.incident.id), *drafts.left("")) if each.words and _is_left(walk, each)]
    return replace(walk, half_typed=tuple(found))


def half_typed_lines(walk: Walk) -> list[str]:
    """A line for each, with its key."""
    return _lines(walk, walk.half_typed)


def going_along(walk: Walk) -> tuple[str, ...]:
    """What can go along with a hand-over, in words that whoever takes over understands."""
    return tuple(_going(each) for each in walk.half_typed if _kind(each) not in _UNSEEN)


def left_behind_words(walk: Walk) -> str:
    """What of theirs went along with no hand-over, in one sentence; '' where that is nothing."""
    given = [str(each.half_decided or "") for each in walk.incident.handovers.values() if each.giver == walk.person]
    lines = _lines(walk, [each for each in walk.half_typed if not any(_is_in(each, words) for words in given)])
    return _("Half typed here, and with nobody: {words}").format(words=_("; ").join(lines)) if lines else ""


def _kind(draft: Draft) -> str:
    return draft.flow.partition(".")[0]


def _is_left(walk: Walk, draft: Draft) -> bool:
    """Whether nothing came of it yet: what was kept for the second mark of a step is over with that."""
    item = walk.checklist.item(draft.flow.partition(".")[2]) if draft.is_kept else None
    return draft.flow != _OFFER and not (item is not None and item.is_complete)


def _going(draft: Draft) -> str:
    words = "; ".join(draft.words)
    return words if draft.flow == NOTE or not draft.about else _titled(draft, words)


def _titled(draft: Draft, words: str) -> str:
    return _('{title}: "{words}"').format(title=clean_line(draft.about), words=words)


def _is_in(draft: Draft, given: str) -> bool:
    """Whether it stands there; a title is in the language of its time, and words are whole between marks of any."""
    words = re.escape("; ".join(draft.words))
    if draft.flow == NOTE or not draft.about:
        return re.search(words, given) is not None
    return re.search(rf"{re.escape(clean_line(draft.about))}\W+{words}[^\w.%]", given) is not None


def _lines(walk: Walk, drafts: Sequence[Draft]) -> list[str]:
    more = len(drafts) - _MOST
    shown = [_line(walk, each) for each in drafts[:_MOST]]
    return [*shown, *([_("and {count} more").format(count=more)] if more > 0 else [])]


def _line(walk: Walk, draft: Draft) -> str:
    kind, _dot, subject = draft.flow.partition(".")
    binding, usual = _KEYS.get(kind) or _KEYS.get(kind.partition("-")[0], ("", ""))
    words, item = cut(clean_line(draft.words[-1]), _FIRST_WORDS), walk.checklist.item(subject) if subject else None
    if not binding:
        return _titled(draft, words) if draft.about else _('"{words}"').format(words=words)
    key = key_of(binding, _(usual) if usual == _SPACE else usual)
    if item is None:
        return _('{key}: "{words}"').format(key=key, words=words)
    return _('{key} at step {number}: "{words}"').format(key=key, number=item.number or "-", words=words)
