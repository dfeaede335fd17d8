"""What is said of the rows of a list that are not taken as they stand: those that differ, those that were erased.

Apart from other words about cases, because only whoever imports a list reads these.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, assert_never

from incident.domain.cases.case import case_id
from incident.domain.cases.sifting import Verdict
from incident.i18n import _, ngettext
from incident.wording.cases import cases_phrase, element_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.domain.cases.sifting import Differing, Erased

__all__ = ["differing_words", "erased_words"]

_MOST_PARTS: Final = 20
"""Rows, or runs of rows, that one sentence names."""


def differing_words(differing: Differing) -> str:
    """Which row differs from what, in what, and what comes of it."""
    if differing.is_added:
        words = (
            _("Row {row} has the number elsewhere of case {case} and differs in: {fields}. It is added as its repeat.")
            if differing.case
            else _(
                "Row {row} has the number elsewhere of row {other} and differs in: {fields}. It is added as its repeat."
            )
        )
    else:
        words = (
            _("Row {row} is case {case}, and differs in: {fields}. The register keeps what it has.")
            if differing.case
            else _("Row {row} is row {other} again, and differs in: {fields}. The first of them counts.")
        )
    fields = _(", ").join(map(element_word, differing.fields))
    return words.format(row=differing.row, case=case_id(differing.case), other=differing.earlier_row, fields=fields)


def erased_words(erased: Erased) -> str:
    """Which rows may be customers whose words were erased, and what comes of it."""
    words = _words_of(erased.verdict, len(erased.rows), len(erased.cases))
    cases = cases_phrase(erased.cases) if erased.cases else ""
    return words.format(rows=_rows_phrase(erased.rows), cases=cases, count=len(erased.cases))


def _words_of(verdict: Verdict, rows: int, cases: int) -> str:
    match verdict:
        case Verdict.LEFT_OUT:
            return ngettext(
                "Row {rows} was left out: it may be the customer of {cases}, whose words were erased.",
                "Rows {rows} were left out: they may be customers of {cases}, whose words were erased.",
                rows,
            )
        case Verdict.ASKED:
            return ngettext(
                "Rows {rows} were left out: one of them may be the customer of {cases}, whose words were erased.",
                "Rows {rows} were left out: {count} of them may be the customers of {cases}, whose words were erased.",
                cases,
            )
        case Verdict.NAMED:
            return ngettext(
                "Row {rows} stays out: you say that its words were erased.",
                "Rows {rows} stay out: you say that their words were erased.",
                rows,
            )
        case Verdict.LET_IN:
            return ngettext(
                "Row {rows} is taken in, though it may be the customer of {cases}, whose words were erased.",
                "Rows {rows} are taken in, though customers of {cases} may be among them, whose words were erased.",
                rows,
            )
    assert_never(verdict)


def _rows_phrase(rows: Sequence[int]) -> str:
    """`2, 4-9`, and dots where they are too many."""
    parts = [[row for _place, row in run] for _gap, run in groupby(enumerate(rows), lambda each: each[1] - each[0])]
    said = [str(part[0]) if len(part) == 1 else f"{part[0]}-{part[-1]}" for part in parts]
    return _(", ").join([*said[:_MOST_PARTS], *(["…"] if len(said) > _MOST_PARTS else [])])
