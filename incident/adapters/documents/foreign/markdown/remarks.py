"""What a checklist says beside its items: each such text gets a place, and a warning that tells which.

Apart from the import, which makes steps; here stands what is none, so that nothing is misplaced in silence.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.markdown.blocks import at, has_box, is_list, links, words
from incident.adapters.documents.foreign.markdown.sections import Purpose, purpose
from incident.adapters.documents.foreign.markdown.tables import contacts, is_contacts
from incident.adapters.documents.foreign.plain_words import cut
from incident.adapters.documents.foreign.tree import Reference
from incident.i18n import _
from incident.wording.cells import cells

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

    from incident.adapters.documents.foreign.markdown.blocks import Document, Section
    from incident.adapters.documents.foreign.notes import Notes
    from incident.adapters.documents.foreign.tree import Step
    from incident.adapters.documents.reading.nodes import Mark

__all__ = ["below_work", "is_among_boxes", "kept_contacts", "kept_links", "say_conditional", "say_unticked"]

_CAUTION: Final = 66
"""Cells of a caution."""
_LONGEST: Final = 200
"""Characters of an address (`fields.Line`)."""
_MOST_REFERENCES: Final = 200
_MOST_NAMED: Final = 5
"""Lines that a warning quotes."""
_WARNS: Final = re.compile(
    r"(?:(?:never|do not|don't|must not|caution|warning|danger)\b|切勿|严禁|禁止|不得|不要|注意|警告)", re.IGNORECASE
)


def kept_contacts(document: Document, notes: Notes) -> list[Reference]:
    """Who is called how is looked up, and is no work: such tables leave their sections for the references."""
    kept: list[Reference] = []
    for section in document.sections:
        for node in [each for each in section.blocks if each.type == "table" and is_contacts(each)]:
            found = list(contacts(node))
            if found:
                section.blocks.remove(node)
                kept += found
                names = cut(_(", ").join(each.title for each in found), characters=80)
                notes.changed(
                    _("The table of contacts stands among the references: {names}.").format(names=names), at(node)
                )
    return kept


def kept_links(document: Document, contacts: list[Reference], notes: Notes) -> tuple[Reference, ...]:
    """The contacts, then every link once; a warning for what is too long or too much."""
    found: dict[str, Reference] = {}
    for node in [node for section in document.sections for node in section.blocks]:
        for title, where in links(node):
            if len(where) > _LONGEST:
                notes.not_kept(_("A link is too long to be kept: {link}").format(link=cut(where)), at(node))
                continue
            found.setdefault(where, Reference(title=cut(title), where=where))
    every = [*contacts, *found.values()]
    for each in every[_MOST_REFERENCES:]:
        notes.not_kept(_("The reference '{name}' is one too many.").format(name=each.title))
    return tuple(every[:_MOST_REFERENCES])


def is_among_boxes(node: SyntaxTreeNode, section: Section) -> bool:
    """Whether a list without boxes stands among lists with them, and nothing says that it explains one."""
    place = section.blocks.index(node)
    above = section.blocks[place - 1] if place else node
    explains = above.type == "paragraph" and words(above).endswith((":", "："))
    return not explains and any(is_list(each) and has_box(each) for each in section.blocks)


def say_unticked(node: SyntaxTreeNode, section: Section, notes: Notes) -> None:
    """Lines that could be work and are shown as text are named, so that nobody misses a step."""
    if purpose(section.title) is Purpose.WORK:
        named = ", ".join(f"'{cut(words(item), characters=40)}'" for item in node.children[:_MOST_NAMED])
        more = " …" if len(node.children) > _MOST_NAMED else ""
        said = _("Lines without a box are not taken for steps, and shown as text: {lines}")
        notes.changed(said.format(lines=named + more), at(node))


def say_conditional(words_: str, title: str, mark: Mark, notes: Notes) -> None:
    """Words that ask for work in one case, and became no question."""
    said = _("'{words}' is for one case only, and is shown as text with '{title}'.")
    notes.changed(said.format(words=cut(words_, characters=60), title=cut(title, characters=60)), mark)


def below_work(steps: list[Step], nodes: list[SyntaxTreeNode], notes: Notes) -> list[SyntaxTreeNode]:
    """What stands behind the last step: a warning is read before the first, the rest is handed back to be shown."""
    left = []
    for node in nodes:
        said = words(node) if node.type == "paragraph" else ""
        if said and _WARNS.match(said) and cells(said) <= _CAUTION and not steps[0].caution:
            steps[0] = replace(steps[0], caution=said)
            note = _("The warning '{words}' is read before the step '{title}'.")
            notes.changed(note.format(words=said, title=steps[0].title), at(node))
            continue
        left.append(node)
        if node.type in {"paragraph", "table", "blockquote"}:
            note = _("This text is no step, and is shown with '{title}': {words}")
            notes.changed(note.format(words=cut(words(node), characters=60), title=steps[-1].title), at(node))
    return left
