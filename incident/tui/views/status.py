"""The last row: what is on disk, what undo would take back, or what the program has to say."""

from __future__ import annotations

from collections.abc import Sequence

from incident.application.ports import Delivery, DeliveryState
from incident.domain.incident import StepState
from incident.i18n import _, ngettext
from incident.tui.views.lines import Line, beside, line, width_of
from incident.tui.views.notice import Notice, notice_lines, offline_words, read_only_words, said_lines
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.walk.undoing import undo_hints
from incident.wording.delivery import is_conditional
from incident.wording.tiers import mode_of_incident, tier_word
from incident.wording.times import clock_time

__all__ = ["small_words", "status_lines"]


def status_lines(walk: Walk, notice: Notice | None, width: int) -> Sequence[Line]:
    """The notice where there is one; otherwise that everything is saved, and the mark that undo would take back."""
    incident = walk.incident
    saved = _("saved {time}  log {seq}").format(
        time=clock_time(incident.updated_at, walk.speech.zone, seconds=True), seq=incident.version
    )
    offline = offline_words(walk.cut, walk.speech, walk.now)
    if notice is not None:
        return said_lines(notice, offline, width)
    trouble = offline if walk.can_write else read_only_words()
    if trouble or walk.unsaved:
        return notice_lines(trouble or _unsaved_words(walk.unsaved), is_refusal=True, width=width)
    unsent = 0 if walk.is_copy else sum(_is_on_its_way(row, walk) for row in walk.deliveries)
    if unsent:
        saved += "  " + ngettext("{count} message on its way", "{count} messages on their way", unsent).format(
            count=unsent
        )
    undoable = walk.undoable() if walk.is_open else None
    hints = undo_hints(walk, undoable) if undoable else ()
    undoes = [_("{key} undoes: {mark}").format(key=key_of("walk.undo", "u"), mark=mark) for mark in hints]
    return [_in_room(saved, undoes, _hold(walk), width)]


def small_words(walk: Walk) -> str:
    """Where the walk stands, in the one sentence of a window that is too small for it."""
    shown = walk.shown
    title = walk.speech.step(shown.step.id) if shown else ""
    step = _("Step {number}: {title}.").format(number=shown.number, title=title) if shown else ""
    mode = mode_of_incident(walk.incident.mode)
    return _("{mode} {incident} {tier}. {step} For its keys make the window at least 60 by 20.").format(
        mode=mode, incident=walk.incident.id, tier=tier_word(walk.incident.tier), step=step
    )


def _is_on_its_way(row: Delivery, walk: Walk) -> bool:
    """Whether it leaves whatever anybody says: an attempt of an escalation may never be made."""
    is_open = row.state in (DeliveryState.PENDING, DeliveryState.SENDING)
    return is_open and not is_conditional(row, walk.incident.messages.get(row.message), walk.now)


def _unsaved_words(flows: Sequence[str]) -> str:
    """That the log did not take what was typed, until it has it or it was thrown away."""
    if "note" in flows:
        words = _("NOT SAVED: your note waits. {key} shows its words; Enter there saves them.")
        return words.format(key=key_of("walk.note", "m"))
    return _("NOT SAVED: words that the log did not take wait where you typed them.")


def _in_room(saved: str, undoes: Sequence[str], hold: Line, width: int) -> Line:
    """All of it; where there is no room, without what was saved when, then in fewer words: no time is cut."""
    if not undoes:
        return beside(line((f" {saved}", ".muted"), "   "), hold, width)
    rows = [line((f" {saved}", ".muted"), "   ", (undoes[0], ".muted"))]
    rows += [line((f" {each}", ".muted")) for each in undoes]
    fits = (each for each in rows if width_of(each) + width_of(hold) < width)
    return beside(next(fits, rows[-1]), hold, width)


def _hold(walk: Walk) -> Line:
    """How to interrupt the walk, at the right end, where there is something to interrupt."""
    item = walk.shown
    if item is None or not walk.is_open or item.is_complete or not item.is_work or item.state is StepState.HELD:
        return line("")
    return line((key_of("walk.hold", "h"), ".key"), (" " + _("hold"), ".muted"), " ")
