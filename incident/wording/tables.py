"""Why a table of others cannot be read, as a sentence: for lists of customers and inventories alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.i18n import N_, _
from incident.wording.safe import clean_line

__all__ = ["doubled_words", "unreadable_words"]

_UNREADABLE: Final = {
    "empty": N_("'{path}' is empty."),
    "old-excel": N_("'{path}' is of an Excel from before 2007. Save it as .xlsx or .csv."),
    "excel": N_("'{path}' cannot be read as an Excel workbook. Save it again as .xlsx, or as .csv."),
    "no-file": N_("'{path}' is not a file. What a program writes is piped in: '-' in the place of the file."),
    "too-large": N_("'{path}' is too large for a list. Split it."),
    "too-long": N_("'{path}' has more than 100,000 rows. Split it."),
}


def unreadable_words(code: str, path: str) -> str:
    """What is wrong with the file, and what to do."""
    return _(_UNREADABLE[code]).format(path=clean_line(path))


def doubled_words(columns: Sequence[str], path: str) -> str:
    """Which columns the first row names twice."""
    names = _(", ").join(map(clean_line, columns))
    return _("'{path}' names a column twice: {columns}. Keep one of them.").format(path=clean_line(path), columns=names)
