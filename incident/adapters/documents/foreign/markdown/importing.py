"""A Markdown checklist becomes a plan: headings are phases, items are steps, and no other text is lost.

Whatever is no item (a paragraph, a table, a block of code) is shown with the step next to it; a section without items
is a step that says to read it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.fitting import Fitting
from incident.adapters.documents.foreign.markdown.blocks import (
    Document,
    Section,
    at,
    has_box,
    is_list,
    links,
    rows,
    source,
    words,
)
from incident.adapters.documents.foreign.markdown.cases import is_conditional
from incident.adapters.documents.foreign.markdown.items import Items
from incident.adapters.documents.foreign.markdown.remarks import (
    below_work,
    is_among_boxes,
    kept_contacts,
    kept_links,
    say_conditional,
    say_unticked,
)
from incident.adapters.documents.foreign.markdown.rounds import Rounds
from incident.adapters.documents.foreign.markdown.sections import (
    Purpose,
    asks,
    bare_title,
    is_generic,
    is_step,
    purpose,
)
from incident.adapters.documents.foreign.markdown.tables import is_contacts, work_in_rows
from incident.adapters.documents.foreign.markdown.titles import headline, joined, phase_title, say_unsaid, unheaded
from incident.adapters.documents.foreign.names import Ids, runbook_id
from incident.adapters.documents.foreign.notes import refusal
from incident.adapters.documents.foreign.people import Roles
from incident.adapters.documents.foreign.phases import MOST_STEPS, split
from incident.adapters.documents.foreign.plain_words import cut, is_chinese, is_reason, one_line
from incident.adapters.documents.foreign.tree import Do, Phase, Plan, Step
from incident.adapters.documents.reading.nodes import Mark
from incident.i18n import _
from incident.wording.cells import cells

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

    from incident.adapters.documents.foreign.notes import Notes
    from incident.adapters.documents.foreign.tree import Origin

__all__ = ["markdown_plan"]

_MOST_STEPS: Final = 1_500
_OBJECT: Final = 20
_REVIEWED: Final = re.compile(
    r"(?:last )?(?:reviewed|updated|revised|审阅|更新)\W{1,12}(\d{4}-\d{2}-\d{2})", re.IGNORECASE
)
_WORK_IN_HTML: Final = re.compile(r"<(?:ol|ul|li|table|tr)\b", re.IGNORECASE)
_ROLE_HEADS: Final = frozenset({"role", "roles", "who", "team", "角色", "岗位", "职责"})
_FIRST_TIER: Final = re.compile(r"^\W*(?:p|sev|s|tier|level|priority)?\W*1\b|^\W*(?:critical|一级|重大)", re.IGNORECASE)
_SECOND_TIER: Final = re.compile(r"^\W*(?:p|sev|s|tier|level|priority)?\W*2\b|^\W*(?:high|二级|较大)", re.IGNORECASE)


def markdown_plan(data: bytes, notes: Notes, origin: Origin, reviewed_on: str) -> Plan:
    """The plan of a checklist.

    Raises:
        DocumentError: it is no text, or nothing in it can be worked.
    """
    document = Document.read(data, notes.file)
    return _Import(document, notes, origin).plan(reviewed_on)


class _Import:
    def __init__(self, document: Document, notes: Notes, origin: Origin) -> None:
        self._document = document
        self._notes = notes
        self._origin = origin
        self._fitting = Fitting("zh-CN" if is_chinese("\n".join(document.lines)) else "en", notes)
        self._roles = Roles(self._fitting.language, notes)
        self._ids = Ids()
        self._rounds = Rounds(self._fitting, notes, self._ids)
        self._items = Items(document, self._fitting, self._roles, self._ids, self._rounds)
        self._lists = [node for section in document.sections for node in section.blocks if is_list(node)]
        self._has_boxes = any(has_box(each) or each.type == "ordered_list" for each in self._lists)
        self._named = ""
        self._about: list[str] = []
        self._out_of_scope: list[str] = []
        self._grades: dict[int, str] = {}

    def plan(self, reviewed_on: str) -> Plan:
        """The whole plan."""
        self._named = title = self._title()
        self._say_unread()
        contacts = kept_contacts(self._document, self._notes)
        self._meet_roles()
        phases = self._phases(title)
        self._refuse_count(sum(len(phase.steps) for phase in phases))
        references = kept_links(self._document, contacts, self._notes)
        kept = [title, *(each.title for each in references), *self._about, *self._out_of_scope]
        say_unsaid(self._document, phases, kept, self._notes)
        reviewed = _REVIEWED.search("\n".join(self._document.lines[:40]).replace("*", ""))
        return Plan(
            id=runbook_id(title, self._origin),
            language=self._fitting.language,
            title=title,
            family="imported",
            reviewed_on=reviewed[1] if reviewed else reviewed_on,
            applies_when=tuple(self._about[:1]) or (self._fitting.say("about", title=cut(title, characters=150)),),
            phases=phases,
            origin=self._origin,
            roles=self._roles.names,
            facts=tuple(self._rounds.facts),
            out_of_scope=tuple(self._out_of_scope),
            grades=self._grades,
            references=references,
        )

    def _refuse_count(self, steps: int) -> None:
        """A runbook has some work, and no more than anybody can walk."""
        if not steps:
            raise refusal(self._notes.file, "IM002", [(Mark(1, 1), _("Nothing in this file asks for any work."))])
        if steps > _MOST_STEPS:
            said = _("These are more than {limit} steps: too many to walk.").format(limit=_MOST_STEPS)
            raise refusal(self._notes.file, "IM005", [(Mark(1, 1), said)])

    def _say_unread(self) -> None:
        for key in self._document.front_keys:
            self._notes.not_kept(_("'{key}' of the head stays in the original only.").format(key=key), Mark(1, 1))
        for node in [node for section in self._document.sections for node in section.blocks]:
            if node.type == "html_block" and _WORK_IN_HTML.search(node.content):
                said = _("A list or a table in HTML is not read; it is shown as text.")
                self._notes.changed(said, at(node))
        for mark in self._document.remarks:
            self._notes.not_kept(_("A remark that no reader sees stays in the original only."), mark)

    def _title(self) -> str:
        """The head's title, that of the first heading, the first words if they are bold, or the name of the file."""
        document, top = self._document, headline(self._document)
        named = top.title if top else unheaded(document)
        title = document.front_title or named or one_line(self._origin.stem)
        return self._fitting.line(title, Mark(1, 1), _("The name"), longest=100)

    def _meet_roles(self) -> None:
        """Whoever stands in a table of roles is one, before the first step is given to anybody."""
        for section in self._document.sections:
            for node in section.blocks:
                table = rows(node) if node.type == "table" and not is_contacts(node) else []
                if table and table[0] and table[0][0].casefold() in _ROLE_HEADS:
                    for row in table[1:]:
                        if row and row[0]:
                            self._roles.role(cut(row[0], characters=40))

    def _phases(self, title: str) -> tuple[Phase, ...]:
        """Sections under one heading are one phase while they are short, and several when they are not."""
        sections, top = self._document.sections, headline(self._document)
        levels = [section.level for section in sections if section.level]
        has_title = top is not None and len(levels) > 1
        stage_level = min(levels[1:] if has_title else levels, default=1)
        made: list[Phase] = []
        stage, begins = title, True
        for section in sections:
            is_title = has_title and section is top
            if section.level == stage_level and not is_title:
                stage = section.title
            begins = begins or section.level <= stage_level
            steps = tuple(self._section(section, is_title=is_title or not section.level))
            if not steps:
                continue
            if begins or len(made[-1].steps) + len(steps) > MOST_STEPS:
                begins = False
                made.append(self._phase(section, stage, steps, title))
            else:
                made[-1] = replace(
                    made[-1],
                    title=joined(made[-1], stage, section, self._fitting.language),
                    steps=(*made[-1].steps, *steps),
                )
        for phase in made:
            if len(phase.steps) > MOST_STEPS:
                said = _("The phase '{phase}' has {count} steps and is split.")
                self._notes.changed(said.format(phase=phase.title, count=len(phase.steps)))
        return tuple(part for phase in made for part in split(phase, self._fitting, self._ids))

    def _phase(self, section: Section, stage: str, steps: tuple[Step, ...], title: str) -> Phase:
        return Phase(
            id=self._ids.take(bare_title(section.title or title), "phase"),
            title=phase_title(section, stage, title),
            steps=steps,
            exit=self._fitting.say("exit"),
        )

    def _section(self, section: Section, *, is_title: bool) -> list[Step]:
        """The steps of a section; what is about the work goes where it belongs."""
        match purpose(section.title):
            case Purpose.OUT_OF_SCOPE:
                return self._scope(section)
            case Purpose.REFERENCES if not any(has_box(node) for node in section.blocks if is_list(node)):
                return [] if _only_links(section) else self._read(section)
            case Purpose.GRADES:
                self._grade(section)
            case Purpose.ABOUT:
                return self._introduce(section)
        return self._introduce(section) if is_title else self._work(section)

    def _introduce(self, section: Section) -> list[Step]:
        """The first paragraph says when to use it; whatever says more is read."""
        paragraph = next((words(node) for node in section.blocks if node.type == "paragraph"), "")
        if paragraph and not self._about:
            self._about.append(_sentence(paragraph))
        whole = " ".join(words(node) for node in section.blocks)
        return [] if whole in self._about else self._work(section)

    def _scope(self, section: Section) -> list[Step]:
        listed = [item for node in section.blocks if is_list(node) for item in node.children if words(item)]
        for item in listed:
            self._out_of_scope.append(self._fitting.line(words(item), at(item), _("What is out of scope")))
        rest = [node for node in section.blocks if not is_list(node) and not words(node).endswith((":", "："))]
        return self._read(section) if rest or not listed else []

    def _grade(self, section: Section) -> None:
        """What a table says of the gravest two grades becomes the question that grades the event."""
        for node in section.blocks:
            for row in rows(node) if node.type == "table" else []:
                for tier, pattern in ((1, _FIRST_TIER), (2, _SECOND_TIER)):
                    if len(row) > 1 and pattern.match(row[0]) and tier not in self._grades:
                        said = self._fitting.say("says", words=row[-1])
                        self._grades[tier] = self._fitting.line(said, at(node), _("A grade"))

    def _work(self, section: Section) -> list[Step]:
        by = self._worker(section)
        subject = self._subject(section)
        steps: list[Step] = []
        waiting: list[SyntaxTreeNode] = []
        for index, node in enumerate(section.blocks):
            above = section.blocks[index - 1] if index else node
            if above in waiting and self._items.questions.chosen(above, node, steps, by):
                waiting.remove(above)
                steps[-1] = self._with(steps[-1], waiting, section)
                waiting = []
                continue
            found = self._worked(node, section, subject, by)
            if found and steps and int(node.attrs.get("start", 1)) > 1:  # what is between belongs to the number above
                steps[-1] = self._with(steps[-1], waiting, section, last=True)
                waiting = []
            if found:
                steps += [self._with(found[0], waiting, section), *found[1:]]
                waiting = []
            elif steps and node.type in {"fence", "code_block"}:
                steps[-1] = self._with(steps[-1], [*waiting, node], section, last=True)
                waiting = []
            else:
                waiting.append(node)
        if waiting and steps:
            steps[-1] = self._with(steps[-1], below_work(steps, waiting, self._notes), section, last=True)
        return steps or self._read(section)

    def _subject(self, section: Section) -> str:
        """What the steps of a section are about: the whole, where its heading may stand in any checklist."""
        named = bare_title(section.title)
        both = (bare_title(self._named), named) if named and is_generic(section.title) else (named,)
        return next((each for each in both if 0 < cells(each) <= _OBJECT and not {":", "："} & set(each)), "")

    def _worked(self, node: SyntaxTreeNode, section: Section, subject: str, by: str | None) -> list[Step]:
        """The steps of a list of work; none for any other block."""
        if node.type == "table" and not any(is_list(each) for each in section.blocks):
            return work_in_rows(node, self._fitting, self._roles, self._ids)
        if not is_list(node):
            return []
        if asks(section.title) and len(node.children) > 1 and not has_box(node):
            return [self._items.question(node, section.title, by)]
        if (
            has_box(node)
            or node.type == "ordered_list"
            or not self._has_boxes
            or is_among_boxes(node, section)
            or self._items.questions.decides(node)
        ):
            return self._items.steps(node, subject, by)
        say_unticked(node, section, self._notes)
        return []

    def _worker(self, section: Section) -> str | None:
        """The role that the text of a section names, outside its lists and tables."""
        texts = [source(self._document, node) for node in section.blocks if node.type in {"paragraph", "blockquote"}]
        coded = [text for text in texts if "`[" in text]
        return self._items.role_in("\n".join(coded)) if coded else None

    def _with(self, step: Step, nodes: list[SyntaxTreeNode], section: Section, *, last: bool = False) -> Step:
        """The step with text that stood beside it: one short line is its reason, all else is shown."""
        if not nodes:
            return step
        for node in nodes:
            if node.type == "paragraph" and is_conditional(words(node)):
                say_conditional(words(node), step.title, at(node), self._notes)
        alone = words(nodes[0]) if len(nodes) == 1 and nodes[0].type == "paragraph" else ""
        if alone and not step.why and not last and is_reason(alone):
            return replace(step, why=alone)
        texts = [self._items.shown(node) for node in nodes]
        parts = [step.show, *texts] if last else [*texts, step.show]
        return replace(step, show=self._fitting.show(parts, section.at, step.title))

    def _read(self, section: Section) -> list[Step]:
        """A section without work is read."""
        texts = [self._items.shown(node) for node in section.blocks]
        title = bare_title(section.title) or self._fitting.say("read")
        shown = self._fitting.show(texts, section.at, title)
        if not shown and not is_step(section.title):
            return []
        if is_step(section.title):
            text, below = self._fitting.box(title, self._fitting.say("see_below"))
            done = Do(text=text, expect=self._fitting.say("done"))
            named = self._fitting.title(title, "action")
            return [Step(id=self._ids.take(title, "step"), title=named, verb=done, show=shown or below)]
        verb = Do(text=self._fitting.say("read_below"), expect=self._fitting.say("read_it"))
        words_ = f"{self._fitting.say('read')}: {title}"
        return [
            Step(id=self._ids.take(title, "text"), title=self._fitting.title(words_, "read"), verb=verb, show=shown)
        ]


def _only_links(section: Section) -> bool:
    """Whether everything in the section is kept as a reference."""
    parts = [part for node in section.blocks for part in (node.children if is_list(node) else [node])]
    return all(any(True for _link in links(part)) for part in parts)


def _sentence(paragraph: str) -> str:
    """The paragraph if it is short, else its first sentence."""
    if is_reason(paragraph):
        return paragraph
    return cut(re.split(r"(?<=[.!?。！？])\s*", paragraph, maxsplit=1)[0])
