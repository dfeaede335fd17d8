"""One item of a checklist as a step: its words, who does it, what to expect, and everything that stands under it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.markdown.below import Below, Sorting
from incident.adapters.documents.foreign.markdown.blocks import BOX, at, is_list, source, words
from incident.adapters.documents.foreign.markdown.questions import Questions
from incident.adapters.documents.foreign.markdown.rounds import length_of, waits
from incident.adapters.documents.foreign.names import Ids
from incident.adapters.documents.foreign.plain_words import cut, fits_box, is_reason
from incident.adapters.documents.foreign.tree import Ask, Do, Option, Repeat, Step, Together, Wait
from incident.i18n import _
from incident.wording.cells import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.tree import SyntaxTreeNode

    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.markdown.blocks import Document
    from incident.adapters.documents.foreign.markdown.rounds import Rounds
    from incident.adapters.documents.foreign.people import Roles

__all__ = ["Items"]

_TICKED: Final = re.compile(r"^\s*(?:\[[xX]\]|[☑☒])")
_STRUCK: Final = re.compile(r"~~.+~~")
_OBJECT: Final = 24
_ROLE: Final = re.compile(r"\[([^\[\]\n]{2,40})\](?!\()")


class Items:
    """Turns items of lists into steps."""

    def __init__(self, document: Document, fitting: Fitting, roles: Roles, ids: Ids, rounds: Rounds) -> None:
        self._document = document
        self._fitting = fitting
        self._roles = roles
        self._ids = ids
        self._rounds = rounds
        self.questions = Questions(self, fitting, ids)
        self._sorting = Sorting(self, self.questions, fitting, document)

    def steps(self, listed: SyntaxTreeNode, subject: str, by: str | None) -> list[Step]:
        """The steps of a list; lists of boxes within an item follow it, or are what it repeats or works in parallel."""
        return [step for found in self.grouped(listed.children, subject, by) for step in found]

    def shown(self, block: SyntaxTreeNode) -> str:
        """A block as text: code as it stands, all else as its source."""
        return block.content.rstrip("\n") if block.type in {"fence", "code_block"} else source(self._document, block)

    def grouped(self, items: Sequence[SyntaxTreeNode], subject: str, by: str | None) -> list[list[Step]]:
        """The steps of each item; lines that are each for one case are one question."""
        clear = self.questions.clear(items, is_below=False)
        found, index = list[list[Step]](), 0
        while index < len(items):
            run, count = clear.get(index, ([], 1))
            found.append([self.questions.asked(run, "", by)] if run else self._item(items[index], subject, by))
            index += count
        return found

    def question(self, listed: SyntaxTreeNode, title: str, by: str | None) -> Step:
        """The items of a list as the answers to a question."""
        ids, options = Ids(), list[Option]()
        for item in listed.children:
            said = words(item) or "?"
            lead = re.split(r"[,，:：→—–(（]", said, maxsplit=1)[0]
            what = _("An answer")
            options.append(Option(id=ids.take(lead, "answer"), title=self._fitting.line(said, at(item), what)))
        if not any({"unknown", "unsure", "other", "none", "no"} & set(option.id.split("-")) for option in options):
            options.append(Option(id=ids.take("unknown", "unknown"), title=self._fitting.say("unknown")))
        question = self._fitting.line(title, at(listed), _("The question of a step"))
        return Step(
            id=self._ids.take(title, "question"),
            title=self._fitting.title(title, "decision"),
            verb=Ask(question=question, options=tuple(options)),
            by=by,
        )

    def role_in(self, text: str) -> str | None:
        """The role that a text names in brackets: the one who does the work, if it says so."""
        named = [
            found
            for found in _ROLE.finditer(text)
            if found[1].strip() not in {"x", "X"} and found[1][0].isalpha() and not _is_quoted(text, found.start())
        ]
        doing = [
            found
            for found in named
            if re.match(r"`?\s*(?:executes|performs|owns|leads|does|执行|负责)", text[found.end() :])
        ]
        chosen = (doing or named)[:1]
        return self._roles.role(chosen[0][1]) if chosen else None

    def _item(self, item: SyntaxTreeNode, subject: str, by: str | None) -> list[Step]:
        first = item.children[0] if item.children else item
        if _TICKED.match(words(first)) and not is_list(first):
            note = _("'{words}' is ticked in the file; an incident begins with nothing done.")
            self._fitting.notes.changed(note.format(words=cut(BOX.sub("", words(first)), characters=60)), at(item))
        said = BOX.sub("", words(first)) if not is_list(first) else ""
        if _STRUCK.fullmatch(said):
            note = _("'{words}' is struck out in the file, and is a step here: delete it if it counts no more.")
            self._fitting.notes.changed(note.format(words=cut(said, characters=60)), at(item))
        below = Below()
        self._sorting.sort(item.children[1:] if said else item.children, said, (subject, by), below)
        steps = [step for found in below.nested for step in found]
        if not said:
            return steps
        who = self._who(said, below.keyed.pop("by", "")) or by
        if below.is_asked:
            return [self._asked(steps[0], item, who, below), *steps[1:]]
        title = self._title(first, said, subject)
        held = self._held(said, below.keyed, below.nested)
        step = self._step((item, first), said, title, by=who, below=below, held=held)
        return [step] if isinstance(held, Repeat | Together) else [step, *steps]

    def _asked(self, question: Step, item: SyntaxTreeNode, by: str | None, below: Below) -> Step:
        """The item as the question that its cases answer; whatever else stands below it is shown."""
        keyed = below.keyed
        left = [f"{name}: {words_}" for name, words_ in keyed.items() if name not in {"caution", "why"}]
        failed = [source(self._document, each) for each in below.fails]
        shown = self._fitting.show([question.show, *left, *below.inner, *failed], at(item), question.title)
        return replace(question, by=by, caution=keyed.get("caution", ""), why=keyed.get("why", ""), show=shown)

    def _held(self, said: str, keyed: dict[str, str], nested: list[list[Step]]) -> Repeat | Together | Wait | None:
        """The verb of an item that is no work by itself."""
        length = length_of(keyed["wait"]) if "wait" in keyed else waits(said)
        if length is not None and "expect" not in keyed:
            keyed.pop("wait", None)
            return Wait(length=length)
        filled = [steps for steps in nested if steps]
        if "until" in keyed and filled:
            return self._rounds.repeat(said, keyed.pop("until"), tuple(step for steps in filled for step in steps))
        if "together" in keyed and len(filled) > 1:
            ids = Ids()
            branches = [
                Option(id=ids.take(steps[0].id, "branch"), title=steps[0].title, steps=tuple(steps)) for steps in filled
            ]
            return Together(branches=tuple(branches))
        return None

    def _who(self, said: str, named: str) -> str | None:
        if named:
            return self._roles.role(cut(named, characters=40))
        lead = re.match(r"^([^:：]{2,40})[:：]", said)
        known = self._roles.known(lead[1]) if lead else None
        return known or self.role_in(said)

    def _step(
        self,
        nodes: tuple[SyntaxTreeNode, SyntaxTreeNode],
        said: str,
        title: str,
        *,
        by: str | None,
        below: Below,
        held: Repeat | Together | Wait | None,
    ) -> Step:
        item, first = nodes
        keyed = below.keyed
        way_out, failed = self._way_out(below, by, is_held=held is not None)
        unused = ("wait", "until", *(("expect", "if_not") if held else ()))
        left = [f"{name}: {keyed[name]}" for name in unused if name in keyed]
        text, why = _parted(said) if "why" not in keyed else (said, keyed["why"])
        text, long = self._fitting.box(text, self._fitting.say("see_below"))
        long = BOX.sub("", source(self._document, first).lstrip("-*+ 0123456789.)")) if long else ""
        long = long or self._lost(said, title, held)
        expect = keyed.get("expect") or self._fitting.say("answered" if said.endswith(("?", "？")) else "done")
        return Step(
            id=self._ids.take(title.partition(":")[2] or said, "step"),
            title=title,
            verb=held or Do(text=text, expect=expect, if_not=way_out),
            by=by,
            caution=keyed.get("caution", ""),
            why=why,
            show=self._fitting.show([long, *left, *below.inner, *failed], at(item), title),
        )

    def _way_out(self, below: Below, by: str | None, *, is_held: bool) -> tuple[tuple[Step, ...] | str, list[str]]:
        """What is done when a step does not come out: a sentence, or the lines below `If it fails:`; else as text."""
        sentence = below.keyed.get("if_not", "")
        if sentence or is_held:
            return sentence, [source(self._document, each) for each in below.fails]
        blocks = [block for each in below.fails for block in each.children[1:] if is_list(block)]
        return tuple(step for block in blocks for step in self.steps(block, "", by)), []

    def _lost(self, said: str, title: str, held: Repeat | Together | Wait | None) -> str:
        """The words of an item whose step has no other place for them, where the title is short of some."""
        return said if held is not None and said not in title else ""

    def _title(self, first: SyntaxTreeNode, said: str, subject: str) -> str:
        """A short text in bold at the beginning is the object; else the heading, if that is short."""
        lead = _lead(first)
        said = re.sub(r"^\[([^\[\]]+)\](?!\()", r"\1", said) if lead.startswith("[") else said
        lead = lead.strip("[]")
        rest = said[len(lead) :].lstrip(" :：—–-") if lead and said.startswith(lead) else ""
        if lead and rest and cells(lead) <= _OBJECT and ":" not in lead:
            return self._fitting.title(f"{lead}: {rest}" if cells(lead) <= 20 else said, "action")  # noqa: PLR2004 - as in Fitting
        if lead and len(lead) > len(said) // 4:
            return self._fitting.title(self._named(lead, subject), "action")
        return self._fitting.title(self._named(said, subject), "action")

    def _named(self, said: str, subject: str) -> str:
        return f"{subject}: {said}" if subject and not re.match(r"^[^:：]{1,20}[:：](?!//)\s*\S", said) else said


def _is_quoted(text: str, index: int) -> bool:
    """Whether it stands in words to be said: `"This is [NAME]"` names nobody."""
    before = text[:index].rpartition("\n")[2]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _parted(said: str) -> tuple[str, str]:
    """What to do and what is said about it, where the whole does not fit one box; nothing is lost."""
    if not fits_box(said):
        for joint, kept in ((" — ", ""), (" – ", ""), (". ", ""), (" (", "(")):
            head, found, tail = said.partition(joint)
            if found and fits_box(head) and is_reason(kept + tail):
                return head, kept + tail
    return said, ""


def _lead(first: SyntaxTreeNode) -> str:
    """The words in bold with which an item begins, '' if it begins otherwise."""
    inline = next((part for part in first.walk() if part.type == "inline"), None)
    for part in inline.children if inline is not None else ():
        if part.type == "strong":
            return words(part).rstrip(":：")
        if part.type != "text" or BOX.sub("", part.content).strip():
            return ""
    return ""
