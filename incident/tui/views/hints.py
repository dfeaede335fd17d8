"""Which keys the footer shows: at most nine, those that make sense for the step shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incident.domain.incident import StepState
from incident.domain.questions.waiting import open_questions
from incident.domain.runbooks.runbook import CONTAINERS, Verb
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.walk.moment import Walk

__all__ = ["Hint", "walk_hints"]

Hint = tuple[str, str]
"""The id of a binding, and what its key does here, in a word or two."""
MOST = 9
FIRST = 2
"""So many keys of the step stand before `u`, which no width leaves out."""


def walk_hints(walk: Walk) -> Sequence[Hint]:
    """The hints of the walk, the most likely first."""
    if not walk.is_open:
        return [("walk.timeline", _("timeline")), ("walk.note", _("note")), ("walk.back", _("back")), _help()]
    item = walk.shown
    own = list(_of_step(item)) if item is not None else []
    if any(each.person == walk.person for each in open_questions(walk.incident)):
        own.insert(0, ("walk.questions", _("answer it")))
    if item is None and not walk.checklist.open_items:
        own = [("walk.handover", _("hand over"))] if walk.leader_else else [("walk.close", _("close"))]
    if walk.is_looking:
        own.append(("walk.current", _("back to current")))
    first = [*own[:FIRST], ("walk.undo", _("undo")), *own[FIRST : FIRST + 1], ("walk.note", _("note"))]
    rest = [*own[FIRST + 1 :], ("walk.fact", _("fact")), ("walk.raise", _("raise"))]
    return [*[*first, *rest][: MOST - 2], ("app.call", _("help")), _help()]


def _of_step(item: Item) -> Iterator[Hint]:
    if item.is_complete:
        return
    if item.state is StepState.HELD:
        yield ("walk.hold", _("go on"))
        return  # until then it takes no mark
    yield from _of_verb(item)
    if item.step.verb in CONTAINERS:
        return
    if item.step.verb not in (Verb.ASK, Verb.WAIT):
        yield ("walk.not_expected", _("NOT as expected"))
    if item.is_work:
        yield ("walk.defer", _("defer"))
        yield ("walk.ask", _("ask"))


def _of_verb(item: Item) -> Iterator[Hint]:
    match item.step.verb:
        case Verb.ASK:
            yield ("walk.option", _("choose"))
        case Verb.WATCH | Verb.REPEAT:
            yield ("walk.fact", _("state the fact"))
            yield ("walk.override", _("override"))
        case Verb.WAIT if item.pace.until is not None:
            yield ("walk.override", _("end it now"))
        case Verb.WAIT:
            yield ("walk.as_expected", _("begin it"))
        case Verb.TOGETHER | Verb.RUN:
            yield ("walk.rule_out", _("does not apply"))
        case Verb.RECORD:
            yield ("walk.as_expected", _("state them"))
        case Verb.TELL:
            yield ("walk.as_expected", _("send"))
            yield ("walk.details", _("text"))
        case Verb.APPROVE:
            yield ("walk.as_expected", _("approve"))
        case _:
            yield ("walk.as_expected", _("as expected"))


def _help() -> Hint:
    return ("app.help", _("keys"))
