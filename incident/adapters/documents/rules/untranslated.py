"""`# TRANSLATE`: words that `runbook new` put into the file of the other language as a person typed them.

Apart from the rules about words, which cannot know it: to a compiler such words are as good as any.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.comments import comments
from incident.adapters.documents.reading.findings import told_at
from incident.adapters.documents.writing.marks import TO_TRANSLATE
from incident.i18n import _
from incident.wording.cells import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from incident.adapters.documents.reading.comments import Comment
    from incident.adapters.documents.reading.sources import Source
    from incident.application.errors import Problem

__all__ = ["untranslated"]

_MARK: Final = re.compile(rf"#\s*(?:{'|'.join(TO_TRANSLATE.values())})(?!\w)", re.IGNORECASE)
_SIGNS: Final = tuple(sign.lower().encode() for sign in TO_TRANSLATE.values())
_QUOTED: Final = 40
"""Cells of the words that a finding quotes."""


def untranslated(sources: Iterable[Source]) -> Iterator[Problem]:
    """Each remark in the files that asks for a translation, at the words that it stands behind."""
    for source in sources:
        if any(sign in source.data.lower() for sign in _SIGNS):
            yield from (_finding(source, each) for each in comments(source.data, _MARK))


def _finding(source: Source, comment: Comment) -> Problem:
    said = _("Words wait to be translated here.")
    if comment.words:
        said = _("'{words}' waits to be translated.").format(words=cut(comment.words, _QUOTED))
    hint = _("Write it in the language of this file, and delete the remark '{remark}'.")
    told = hint.format(remark=comment.found.group())
    return told_at(source.name, comment.words_at, "RB024", said, told, severity="warning")
