"""What an import says of rows that it does not take as they stand: those that differ, and those of erased customers.

Apart from the import, which takes in the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from incident.cli.output import say
from incident.domain.cases.case import case_id
from incident.i18n import _, ngettext
from incident.wording.case_differences import differing_words, erased_words

if TYPE_CHECKING:
    from incident.domain.cases.sifting import Sifted

__all__ = ["rows_shape", "say_rows"]

_MOST_SAID: Final = 20
"""Rows that are named; --json has all of them."""


def say_rows(rows: Sifted) -> None:
    """Each of them with its row, then what to do about it."""
    _say_first([differing_words(each) for each in rows.differing])
    if any("group" in each.fields for each in rows.differing):
        say(_("If the group in the list is right: incident case priority."))
    if any(set(each.fields) - {"group"} and not each.is_added for each in rows.differing):
        said = _(
            "If the list is right, enter what it says by hand, with the same number: "
            "incident case add --reference NUMBER. It is linked to that case."
        )
        say(said)
    _say_first([erased_words(each) for each in rows.erased])
    if not rows.is_settled:
        words = _(
            "Nothing is left of an erased customer but when and by which channel they came. Look for their row in your "
            "list, delete nothing there, and import it once more: with --erased-row N for each row that is theirs (the "
            "others named beside it come in), or with --also-erased if none is."
        )
        say(words)


def rows_shape(rows: Sifted) -> dict[str, object]:
    """All of them, for other programs."""
    return {
        "differing": [
            {
                "row": each.row,
                "case": case_id(each.case) if each.case else None,
                "earlier_row": each.earlier_row or None,
                "fields": list(each.fields),
                "is_added": each.is_added,
                "words": differing_words(each),
            }
            for each in rows.differing
        ],
        "erased": [
            {
                "rows": list(each.rows),
                "cases": [case_id(number) for number in each.cases],
                "verdict": each.verdict.value,
                "is_added": each.is_added,
                "words": erased_words(each),
            }
            for each in rows.erased
        ],
    }


def _say_first(said: Sequence[str]) -> None:
    for words in said[:_MOST_SAID]:
        say(words)
    more = len(said) - _MOST_SAID
    if more > 0:
        words = ngettext(
            "{count} row more like these; --json names all.", "{count} rows more like these; --json names all.", more
        )
        say(words.format(count=more))
