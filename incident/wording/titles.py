"""What an incident is called, in the language in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from incident.domain.titles import Titled, title_in
from incident.i18n import _, current
from incident.wording.safe import clean_line

__all__ = ["title_of", "title_words", "titles_shape"]

Words = TypeVar("Words")


def title_of(titled: Titled[Words]) -> Words:
    """The title as the reader is to see it; of an incident without its words where they were erased."""
    return title_in(titled, current())


def title_words(titled: Titled[Words]) -> str:
    """The same clean and in one line; '(erased)' where there is none any more."""
    return clean_line(str(title_of(titled))) or _("(erased)")


def titles_shape(titles: Mapping[str, object]) -> Sequence[Mapping[str, str]]:
    """Those of every language as `--json` has them; none where a person typed the one there is."""
    return [{"language": language, "title": str(words)} for language, words in sorted(titles.items())]
