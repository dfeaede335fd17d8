"""Where the walk is and how many steps stand how, in a few words: what row 2 says beside the times.

Apart from the row, which decides what of it has room.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident.domain.incident import StepState
from incident.domain.walking.following import WAITING_STATES
from incident.i18n import _, ngettext
from incident.tui.views.lines import Part
from incident.walk.moment import Walk

__all__ = ["counters", "kept", "position", "ruled_out"]

COUNTED = {StepState.DEFERRED: ".waiting", StepState.ASKED: ".waiting", StepState.NOT_AS_EXPECTED: ".wrong"}

APART = (StepState.NOT_AS_EXPECTED, StepState.OVERRIDDEN)
"""Ends that the counters name beside those that are done."""


def position(walk: Walk) -> Part:
    """Where the walk is, and how much is done: counted as Home counts it."""
    if not walk.is_open:
        return _("closed")
    counted = walk.checklist.applicable
    done = sum(item.is_complete for item in counted)
    if walk.current is not None:
        if walk.current.state is StepState.HELD:
            held = _("HOLDING AT {number}").format(number=walk.current.number)
            return (f"{held}  {done}/{len(counted)}", ".selected")
        words = _("step {number}  {done}/{total}")
        return words.format(number=walk.current.number, done=done, total=len(counted))
    left = walk.checklist.open_work
    if not left:
        if out := walk.checklist.in_state(StepState.NOT_APPLICABLE):
            plain = sum(item.is_complete and item.state not in APART for item in counted)
            return _("{done} done {ruled_out} n/a").format(done=plain, ruled_out=len(out))
        return _("all {count} steps done").format(count=len(counted))
    words = _("complete except {count} waiting")
    if all(item.state is StepState.DEFERRED for item in left):
        words = _("complete except {count} deferred")
    return (words.format(count=len(left)), ".waiting")


def kept(walk: Walk) -> Sequence[Part]:
    """What stands beside the place in every width: where else somebody holds, how many steps are put off or back."""
    here = walk.current.step.id if walk.current is not None else ""
    held = [item.number for item in walk.checklist.in_state(StepState.HELD) if item.step.id != here]
    holding = [(_("HOLDING AT {number}").format(number=_(", ").join(held)), ".selected")] if held else []
    if walk.current is None and walk.checklist.open_items:
        return holding  # the place says it
    waits = walk.checklist.in_state(*WAITING_STATES)
    counts = (
        (_("{count} deferred"), sum(item.state is StepState.DEFERRED and not item.is_back for item in waits)),
        (_("{count} back"), sum(item.is_back and item.step.id != here for item in waits)),
    )
    return [*holding, *((said.format(count=n), COUNTED[StepState.DEFERRED]) for said, n in counts if n)]


def counters(walk: Walk) -> Sequence[Part]:
    """How many steps stand otherwise than done, to do or put off (reference/UX.md A-6)."""
    words = {
        StepState.ASKED: _("{count} waiting"),
        StepState.NOT_AS_EXPECTED: _("{count} not as expected"),
        StepState.OVERRIDDEN: _("{count} overridden"),
    }
    if walk.current is None and walk.checklist.open_items:
        words = {state: words[state] for state in words if state not in WAITING_STATES}  # the place says the others
    counts = {state: sum(not item.is_back for item in walk.checklist.in_state(state)) for state in words}
    stand = [(words[s].format(count=n), COUNTED.get(s, ".muted")) for s, n in counts.items() if n]
    return [*_left_undone(walk), *stand, *_again(walk)]


def _left_undone(walk: Walk) -> Sequence[Part]:
    """How many of the lines before the first step are not done, and somebody said so."""
    count, total = len(walk.incident.now_declined), walk.incident.now_lines
    words = _("NOW {count} of {total} not done").format(count=count, total=total)
    return [(words, COUNTED[StepState.NOT_AS_EXPECTED])] if count else []


def _again(walk: Walk) -> Sequence[Part]:
    """How often the same event was reported again (reference/UX.md 17)."""
    count = walk.incident.times_again
    words = ngettext("{count} more like this", "{count} more like this", count)
    return [(words.format(count=count), ".muted")] if count else []


def ruled_out(walk: Walk) -> Sequence[Part]:
    """How many do not apply: the first to go where there is no room, for nobody has to do anything about them."""
    count = sum(bool(item.number) for item in walk.checklist.in_state(StepState.NOT_APPLICABLE))
    return [(_("{count} n/a").format(count=count), ".muted")] if count and walk.current is not None else []
