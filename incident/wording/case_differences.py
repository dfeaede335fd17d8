"""What is said of the rows of a list that are not taken as they stand: those that differ, those that were erased.

Apart from other words about cases, because only whoever imports a list reads these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.cases.case import case_id
from incident.i18n import _
from incident.wording.cases import element_word

if TYPE_CHECKING:
    from incident.domain.cases.sifting import Differing, Erased

__all__ = ["differing_words", "erased_row_words"]


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


def erased_row_words(erased: Erased) -> str:
    """Which row may be a customer whose words were erased, and what comes of it."""
    words = _(
        "Row {row} was left out: it came in at the same moment and by the same channel as case {case}, "
        "whose words were erased."
    )
    if erased.is_added:
        words = _(
            "Row {row} is taken in, though it may be the customer of case {case}, whose words were erased: "
            "it came in at the same moment and by the same channel."
        )
    return words.format(row=erased.row, case=case_id(erased.case))
