"""What an incident is called, for readers of each language.

Apart, because lists, screens, messages and reports all call it by its title: one that a runbook or a scenario gave is
there in each of their languages, one that a person typed in their own words alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from incident.domain.exercises.scenario import ScenarioBundle
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["Titled", "title_in", "titles_of", "titles_where"]

Words_co = TypeVar("Words_co", covariant=True)


class Titled(Protocol[Words_co]):
    """What has a title: an incident, its row in a list, its declaration, its report."""

    @property
    def title(self) -> Words_co:
        """As it was declared."""
        ...

    @property
    def titles(self) -> Mapping[str, Words_co]:
        """By language, where nobody typed it."""
        ...


def title_in(titled: Titled[Words_co], language: str) -> Words_co:
    """The title for readers of that language."""
    return titled.titles.get(language, titled.title)


def titles_of(bundle: Bundle | ScenarioBundle) -> Mapping[str, str]:
    """The title of a runbook or a scenario in every language that it has one in."""
    return {language: words["title"] for language, words in bundle.words.items() if words.get("title", "").strip()}


def titles_where(title: str, bundle: Bundle) -> Mapping[str, str]:
    """Those of the runbook, where the title is one of them; none where it is somebody's own words."""
    titles = titles_of(bundle)
    return titles if title.strip() in titles.values() else {}
