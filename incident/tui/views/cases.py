"""The rows of the board of cases, and what it says below them of the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from incident.application.cases.finding import Asked
from incident.domain.cases.case import case_id
from incident.domain.cases.register import register_of
from incident.i18n import N_, _
from incident.tui.views.lines import Line, columns, line, width_of, wrap
from incident.walk.keys import key_of
from incident.wording.case_rows import FIRST, case_left, case_standing, shown_words, what_words
from incident.wording.case_sheet import case_sheet, later_words, owner_words, pending_words

if TYPE_CHECKING:
    from incident.domain.cases.case import Case
    from incident.domain.cases.register import Register
    from incident.domain.cases.words import CaseWords
    from incident.walk.moment import Walk

__all__ = ["OWN", "VIEWS", "case_heads", "case_line", "case_lines", "view_words", "whole_case"]

TICK: Final = "x"
VIEWS: Final[Sequence[Asked]] = (
    Asked(),
    Asked(overdue=True),
    Asked(untold=True),
    Asked(waiting=True),
    Asked(to_ask=True),
)
"""Which cases can be shown, by their digits; the fourth are those of whoever looks."""
VIEW_HINTS: Final = (
    N_("All cases"),
    N_("Only those that have waited too long"),
    N_("Only those whose customers were not told"),
    N_("Only yours, and those handed on to you"),
    N_("Only those whose customers are to be asked whether they are content"),
)
"""What each of them shows."""
OWN: Final = 3
_ID, _STATE, _DUE = 8, 10, 20
_GAPS: Final = 5
_SHOWN: Final = 2
"""Rows of who it is, and rows of what is due; the key that shows all of it stands below them."""
_FIRST_VIEWS: Final = 3
"""As many views stand in the first row where one row has no room for all."""
_WHAT_FROM: Final = 68
"""As wide a window has room for what a case is about, beside its customer and its owner."""


def _widths(width: int) -> tuple[int, int, int]:
    """The cells of the customer, of the owner, and of what it is about: none of these where a window is small."""
    if width < _WHAT_FROM:
        left = max(16, width - _ID - _STATE - _DUE - _GAPS + 1)
        return left // 2, left - left // 2, 0
    left = max(24, width - _ID - _STATE - _DUE - _GAPS)
    name = max(8, left // 5)
    owner = max(8, left // 4)
    return name, owner, left - name - owner


def view_words(register: Register, walk: Walk, chosen: int, width: int) -> Sequence[Line]:
    """The digits of the views, how many cases each has, all of them in any window; the chosen one is bright."""
    own = set(register.owned_by(walk.person)) | set(register.handed_to(walk.person))
    words = (
        _("1 all {count}").format(count=len(register)),
        _("2 OVERDUE {count}").format(count=register.overdue(walk.now)),
        _("3 not told {count}").format(count=len(register.untold)),
        _("4 yours {count}").format(count=len(own)),
        _("5 to ask {count}").format(count=len(register.to_ask)),
    )
    rows = (_views(words, chosen, " {} "), _views(words, chosen, " {}"))
    whole = next((row for row in rows if width_of(row) <= width), None)
    if whole is not None:
        return [whole]
    return [_views(words[:_FIRST_VIEWS], chosen, " {} "), _views(words[_FIRST_VIEWS:], chosen - _FIRST_VIEWS, " {} ")]


def _views(words: Sequence[str], chosen: int, form: str) -> Line:
    return line(*((form.format(each), ".bright" if n == chosen else ".muted") for n, each in enumerate(words)))


def case_heads(width: int) -> Line:
    """What stands in which column."""
    name, owner, what = _widths(width)
    return columns(
        (" " + _("CASE"), _ID),
        (_("STATE"), _STATE),
        (_("DUE"), _DUE),
        (_("CUSTOMER"), name),
        (_("OWNER"), owner),
        *([(_("WHAT"), what)] if what else []),
    ).stylize(".muted")


def case_line(
    case: Case, words: CaseWords | None, walk: Walk, width: int, *, is_ticked: bool, is_read: bool = True
) -> Line:
    """The row in cells; its words are empty until they were read."""
    name, owner, what = _widths(width)
    customer, about = (shown_words(words, "name"), what_words(words)) if is_read else ("", "")
    return columns(
        (line((TICK if is_ticked else " ", ".bright"), (case.id, ".key")), _ID),
        ((case_standing(case, walk.now), _style(case, walk)), _STATE),
        ((case_left(case, walk.now), _style(case, walk)), _DUE),
        (f"{FIRST} {customer}" if case.group else customer, name),
        (walk.speech.person(case.owner), owner),
        *([((about, ".muted" if case.is_over else ".bright"), what)] if what else []),
    )


def _style(case: Case, walk: Walk) -> str:
    if case.erased is not None:
        return ".muted"
    if case.is_overdue(walk.now):
        return ".wrong"
    if case.done is not None:
        return ".done" if case.told is not None else ".waiting"
    return ".waiting" if case.paused is not None else ".muted"


def case_lines(case: Case, words: CaseWords | None, walk: Walk, width: int) -> Iterator[Line]:
    """Who and how reached, what happened and what they ask for; then whose it is and what is due."""
    if case.erased is not None:
        yield line(f" {case.id}  ", (_("words erased, and its duties ended"), ".bright"))
        return
    said = _("{case}  {name}  {contact}  {what}; asks for: {request}").format(
        case=case.id,
        name=shown_words(words, "name"),
        contact=shown_words(words, "contact"),
        what=what_words(words),
        request=shown_words(words, "request"),
    )
    yield from (line((f" {row}", ".bright")) for row in wrap(said, width - 2, _SHOWN))
    later = register_of(walk.incident).repeated_by(case.number)
    pending, waits = pending_words(walk.incident, case, walk.speech), _("ERASURE {erasure}: {key} answers")
    extra = [
        waits.format(erasure=pending, key=key_of("cases.erase", "X")) if pending else "",
        _("repeated by {cases}").format(cases=later_words(later)) if later else "",
        _("owner {person}").format(person=owner_words(case, walk.speech)),
        _("handed on to {person}").format(person=walk.speech.person(case.handed_to)) if case.handed_to else "",
        _("repeats {case}").format(case=case_id(case.repeats)) if case.repeats else "",
        _("end due {time}").format(time=walk.speech.when(case.done_due_at, walk.now)) if case.done is None else "",
        "" if case.told is not None else _("customer not told yet"),
    ]
    yield from (line((f" {row}", ".muted")) for row in wrap(_("; ").join(filter(None, extra)), width - 2, _SHOWN))


def whole_case(case: Case, words: CaseWords | None, walk: Walk, width: int) -> list[Line]:
    """Everything about it, wrapped; the words as they are given."""
    rows: list[Line] = []
    for said in case_sheet(walk.incident, case, words, walk.speech, walk.now):
        first, *others = wrap(said, width - 3, 6)
        rows.append(line(" ", (first, ".bright") if not rows else first))
        rows += [line("   ", each) for each in others]
    return rows
