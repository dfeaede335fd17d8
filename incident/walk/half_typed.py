"""What somebody has half typed in an incident and its log does not have, and by which key it is back.

Apart from the drafts, which know no incident: whoever hands over reads what of theirs goes with nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from incident.i18n import N_, _
from incident.walk.drafts import Draft, Drafts
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.cells import cut
from incident.wording.safe import clean_line

__all__ = ["NOTE", "half_typed_lines", "left_behind", "left_behind_words", "noted", "with_half_typed"]

NOTE: Final = "note"
_MOST: Final = 3
_FIRST_WORDS: Final = 30
"""Cells of what was typed: enough to know it again."""
_OF_HANDING_OVER: Final = frozenset({"hand-over", "read-back", "accept", "take-command", "call-off"})
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
    """The same moment, and what the person of the drafts has half typed."""
    return walk if drafts is None else replace(walk, half_typed=drafts.left(walk.incident.id))


def half_typed_lines(walk: Walk, drafts: Sequence[Draft] | None = None) -> list[str]:
    """A line for each, with its key; those of handing over itself are no matter of it."""
    found = walk.half_typed if drafts is None else drafts
    said = [_line(walk, each) for each in found if each.flow not in _OF_HANDING_OVER and each.words]
    more = len(said) - _MOST
    return [*said[:_MOST], *([_("and {count} more").format(count=more)] if more > 0 else [])]


def noted(walk: Walk) -> str:
    """The words of the half-typed note, or ''."""
    return " / ".join(each.words for each in walk.half_typed if each.flow == NOTE and each.words)


def left_behind(walk: Walk) -> list[Draft]:
    """What went along with no hand-over of the person's."""
    given = [str(each.half_decided or "") for each in walk.incident.handovers.values() if each.giver == walk.person]
    return [each for each in walk.half_typed if not any(each.words in words for words in given)]


def left_behind_words(walk: Walk) -> str:
    """What of theirs nobody has, in one sentence; '' where that is nothing."""
    lines = half_typed_lines(walk, left_behind(walk))
    return _("Half typed here, and with nobody: {words}").format(words=_("; ").join(lines)) if lines else ""


def _line(walk: Walk, draft: Draft) -> str:
    kind, _dot, subject = draft.flow.partition(".")
    binding, usual = _KEYS.get(kind) or _KEYS.get(kind.partition("-")[0], ("", ""))
    words, item = cut(clean_line(draft.words), _FIRST_WORDS), walk.checklist.item(subject) if subject else None
    if not binding:
        return _('"{words}"').format(words=words)
    key = key_of(binding, _(usual) if usual == _SPACE else usual)
    if item is None:
        return _('{key}: "{words}"').format(key=key, words=words)
    return _('{key} at step {number}: "{words}"').format(key=key, number=item.number or "-", words=words)
