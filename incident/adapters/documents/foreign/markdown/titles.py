"""What a checklist as a whole is called, what its phases are called, and which of its headings nobody reads any more.

Apart from the import, which makes steps: here only headings are looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.markdown.blocks import is_list, words
from incident.adapters.documents.foreign.markdown.sections import Purpose, bare_title, is_generic, purpose
from incident.adapters.documents.foreign.plain_words import cut, one_line
from incident.adapters.documents.foreign.tree import Ask
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from incident.adapters.documents.foreign.markdown.blocks import Document, Section
    from incident.adapters.documents.foreign.notes import Notes
    from incident.adapters.documents.foreign.tree import Phase

__all__ = ["headline", "joined", "phase_title", "say_unsaid", "unheaded"]

_BETWEEN: Final = " – "


def headline(document: Document) -> Section | None:
    """The heading that names all of it: none stands above or beside it, or it is one of several and heads no work."""
    heads = [section for section in document.sections if section.level]
    if not heads:
        return None
    first, rest = heads[0], heads[1:]
    if all(section.level > first.level for section in rest):
        return first if rest or not is_generic(first.title) else None
    is_beside = all(section.level >= first.level for section in rest) and bare_title(first.title) == first.title.strip()
    works = any(is_list(node) or node.type == "table" for node in first.blocks)
    return first if is_beside and not works and not is_generic(first.title) else None


def unheaded(document: Document) -> str:
    """The first words of the file where they stand alone in bold, as if they were a heading; else ''."""
    first = document.sections[0]
    top = first.blocks[0] if not first.level and first.blocks else None
    inline = top.children[0] if top is not None and top.type == "paragraph" and top.children else None
    parts = [part for part in (inline.children if inline is not None else ()) if part.type != "text" or part.content]
    return words(parts[0]) if len(parts) == 1 and parts[0].type == "strong" else ""


def phase_title(section: Section, stage: str, title: str) -> str:
    """What the work of a section is called, below the heading of its stage."""
    named = section.title or title
    both = named if named == stage or not section.level else _BETWEEN.join(filter(None, [stage, named]))
    return cut(one_line(both), characters=100)


def joined(phase: Phase, stage: str, section: Section, language: str) -> str:
    """The title of a phase that a further section goes into; a stage is the title of all that stands below it."""
    if _BETWEEN not in phase.title or not phase.title.startswith(stage) or phase.title == stage:
        return phase.title
    joint = "、" if language == "zh-CN" else ", "
    return cut(one_line(f"{phase.title}{joint}{section.title}"), characters=100)


def say_unsaid(document: Document, phases: Iterable[Phase], kept: Iterable[str], notes: Notes) -> None:
    """Tell the headings that stand neither in a title, be it shortened, nor in what else was kept."""
    said = [each.casefold() for each in (*kept, *(words for phase in phases for words in _spoken(phase)))]
    for section in document.sections:
        heading = bare_title(one_line(section.title)).casefold()
        is_work = section.level and purpose(section.title) is Purpose.WORK
        if is_work and not any(heading in each or _begins(heading, each) for each in said):
            words_ = cut(section.title, characters=60)
            notes.not_kept(_("The heading '{title}' stays in the original only.").format(title=words_), section.at)


def _begins(heading: str, title: str) -> bool:
    """Whether a title that was cut ends with the beginning of the heading."""
    told = re.split(r"[:：]\s*", title.rstrip("…"), maxsplit=1)[-1]
    return title.endswith("…") and bool(told) and heading.startswith(told)


def _spoken(phase: Phase) -> Iterator[str]:
    yield phase.title
    for step in phase.steps:
        yield step.title
        if isinstance(step.verb, Ask):
            yield step.verb.question
