"""Where a case stands, in words and cells: for lists, the board and the sheet of one case.

Apart from the entries about cases, because this is what is so now, and not what happened.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain.cases.case import Case, case_id
from incident.i18n import _, ngettext
from incident.wording.safe import clean_line
from incident.wording.times import countdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.domain.cases.words import CaseWords

__all__ = [
    "FIRST",
    "case_due",
    "case_left",
    "case_standing",
    "linked_words",
    "owed_words",
    "repeated",
    "shown_words",
    "what_words",
]

FIRST = "!"
"""Before the name of a customer who is seen to first."""


def case_standing(case: Case, now: datetime) -> str:
    """In one or two words what has to be done next."""
    if case.erased is not None:
        return _("ERASED")
    if case.is_overdue(now):
        return _("OVERDUE")
    if case.done is not None:
        return _("DONE") if case.told is not None else _("NOT TOLD")
    if case.paused is not None:
        return _("their turn")
    return _("in hand") if case.answered is not None else _("no answer")


def case_due(case: Case, now: datetime) -> str:
    """What is due next and in which time; '-' once it is over."""
    due = case.due_at
    if case.paused is not None and not case.is_over:
        return _("paused {time}").format(time=countdown(now - case.paused.at))
    if due is None:
        return "-"
    left = due - now
    is_answer = case.answered is None and due == case.answer_due_at
    if due <= now:
        return (_("answer late {time}") if is_answer else _("late {time}")).format(time=countdown(-left))
    return (_("answer in {time}") if is_answer else _("done in {time}")).format(time=countdown(left))


def case_left(case: Case, now: datetime) -> str:
    """The same in a few cells, without what is due."""
    due = case.due_at
    if due is None:
        return case_due(case, now)
    said = _("late {time}") if due <= now else _("in {time}")
    return said.format(time=countdown(abs(due - now)))


def owed_words(case: Case, now: datetime) -> str:
    """What its customer still has to get, in one sentence; '' for nothing, and once nobody can reach them."""
    if case.erased is not None:
        return ""
    owed = [
        "" if case.answered or not case.done else _("a first answer"),
        "" if case.done is not None else _("its end ({due})").format(due=case_due(case, now)),
        "" if case.told is not None else _("word of what came of it"),
        _("the question whether they are content") if case.done is not None and case.satisfaction is None else "",
    ]
    if not any(owed):
        return ""
    said = _("Case {case} still owes its customer: {owed}.")
    return said.format(case=case.id, owed=_("; ").join(filter(None, owed)))


def linked_words(incident: str, cases: Sequence[int]) -> list[str]:
    """Which cases may be of a customer who is to be erased, and keep their words; and how these go too."""
    if not cases:
        return []
    named, typed = _(", ").join(map(case_id, cases)), " ".join(map(case_id, cases))
    return [
        ngettext(
            "Case {cases} is linked with this as a repeat, and keeps its words. If it is the same customer:",
            "Cases {cases} are linked with this as repeats, and keep their words. If they are the same customer:",
            len(cases),
        ).format(cases=named),
        f"  incident case erase {clean_line(incident)} {typed}",
    ]


def shown_words(words: CaseWords | None, field: str) -> str:
    """A text of the case on one line; of one that was erased, that it was."""
    return _("erased") if words is None else clean_line(getattr(words, field))


def what_words(words: CaseWords | None) -> str:
    """Which service, and what happened."""
    if words is None:
        return shown_words(None, "service")
    service, problem = shown_words(words, "service"), shown_words(words, "problem")
    return _("{service}: {problem}").format(service=service, problem=problem)


def repeated(case: Case) -> str:
    """Which case it repeats; '' where it repeats none."""
    return case_id(case.repeats) if case.repeats else ""
