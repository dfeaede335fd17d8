"""One item of a checklist as a step: its words, who does it, what to expect, and everything that stands under it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.markdown.blocks import at, source, words
from incident.adapters.documents.foreign.markdown.choices import begins_condition
from incident.adapters.documents.foreign.markdown.rounds import length_of, waits
from incident.adapters.documents.foreign.names import Ids
from incident.adapters.documents.foreign.plain_words import cut, fits_box, is_reason
from incident.adapters.documents.foreign.tree import Ask, Do, Option, Repeat, Step, Together, Wait
from incident.i18n import _
from incident.wording.cells import cells

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.markdown.blocks import Document
    from incident.adapters.documents.foreign.markdown.rounds import Rounds
    from incident.adapters.documents.foreign.people import Roles

__all__ = ["Items", "has_box", "is_list"]

_BOX: Final = re.compile(r"^\s*\[(?: |x|X|)\]\s*")
_TICKED: Final = re.compile(r"^\s*\[[xX]\]")
_OBJECT: Final = 24
_CAUTION: Final = 66
_ROLE: Final = re.compile(r"\[([^\[\]\n]{2,40})\](?!\()")
_KEYS: Final = {
    "expect": r"expect(?:ed)?(?: result| outcome)?|result|verify|预期(?:结果)?|结果",
    "if_not": r"if not|otherwise|on failure|if (?:it|this) fails|否则|如(?:果)?不成(?:功)?|若失败",
    "why": r"why|reason|rationale|原因|理由",
    "caution": r"caution|warning|important|注意|警告",
    "by": r"by|who|owner|role|responsible|负责(?:人)?|角色",
    "wait": r"wait|等待",
    "until": r"(?:repeat )?until|重复[,，]?直到|直到",
}
_KEYED: Final = {
    name: re.compile(rf"^(?:{pattern})\s*[:：]\s*(?P<words>\S.*)$", re.IGNORECASE) for name, pattern in _KEYS.items()
}
_TOGETHER: Final = re.compile(r"(?:at the same time|in parallel|同时(?:进行|处置)?|并行)\s*[:：]?", re.IGNORECASE)


def is_list(node: SyntaxTreeNode) -> bool:
    """Whether the block is a list."""
    return node.type in {"bullet_list", "ordered_list"}


def has_box(node: SyntaxTreeNode) -> bool:
    """Whether the item, or an item of the list, begins with a box."""
    items = node.children if is_list(node) else [node]
    return any(_BOX.match(words(item.children[0])) for item in items if item.children)


class Items:
    """Turns items of lists into steps."""

    def __init__(self, document: Document, fitting: Fitting, roles: Roles, ids: Ids, rounds: Rounds) -> None:
        self._document = document
        self._fitting = fitting
        self._roles = roles
        self._ids = ids
        self._rounds = rounds

    def steps(self, listed: SyntaxTreeNode, subject: str, by: str | None) -> list[Step]:
        """The steps of a list; lists of boxes within an item follow it, or are what it repeats or works in parallel."""
        return [step for item in listed.children for step in self._item(item, subject, by)]

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
            self._fitting.notes.changed(note.format(words=cut(_BOX.sub("", words(first)), characters=60)), at(item))
        said = _BOX.sub("", words(first)) if not is_list(first) else ""
        keyed, inner, steps = dict[str, str](), list[str](), list[Step]()
        nested = list[list[Step]]()
        for block in item.children[1:] if said else item.children:
            if is_list(block) and (has_box(block) or not said):
                work = [each for each in block.children if has_box(each) or not said or not self._is_how(each, keyed)]
                nested += [self._item(each, subject, by) for each in work]
            else:
                inner += self._below(block, keyed)
        steps = [step for found in nested for step in found]
        if not said:
            return steps
        who = self._who(said, keyed.pop("by", "")) or by
        title = self._title(first, said, subject)
        held = self._held(said, keyed, nested)
        step = self._step((item, first), said, title, by=who, keyed=keyed, inner=inner, held=held)
        return [step] if isinstance(held, Repeat | Together) else [step, *steps]

    def _is_how(self, item: SyntaxTreeNode, keyed: dict[str, str]) -> bool:
        """Whether a line among boxes says how those are worked, and nothing to do."""
        if _TOGETHER.fullmatch(words(item)):
            keyed["together"] = ""
            return True
        return not any(is_list(block) for block in item.children) and self._is_keyed(words(item), keyed)

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

    def _below(self, block: SyntaxTreeNode, keyed: dict[str, str]) -> list[str]:
        """What is shown of a block under an item; lines such as `Expect: …` go to their key."""
        if not is_list(block):
            return [] if self._is_keyed(words(block), keyed) else [self._shown(block)]
        if any(_is_case(words(item)) for item in block.children):
            return [self._shown(block)]  # `Otherwise: …` below `If …: …` is no way out of the step
        kept = [item for item in block.children if not self._is_keyed(words(item), keyed)]
        if len(kept) == len(block.children):
            return [self._shown(block)]
        return [source(self._document, item) for item in kept]

    def _shown(self, block: SyntaxTreeNode) -> str:
        return block.content.rstrip("\n") if block.type in {"fence", "code_block"} else source(self._document, block)

    def _is_keyed(self, said: str, keyed: dict[str, str]) -> bool:
        for name, pattern in _KEYED.items():
            found = pattern.match(said)
            if found and name not in keyed and self._has_room(name, found["words"]):
                keyed[name] = found["words"]
                return True
        return False

    def _has_room(self, name: str, said: str) -> bool:
        if name == "caution":
            return cells(said) <= _CAUTION
        return is_reason(said) if name in {"why", "by"} else fits_box(said)

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
        keyed: dict[str, str],
        inner: list[str],
        held: Repeat | Together | Wait | None,
    ) -> Step:
        item, first = nodes
        unused = ("wait", "until", *(("expect", "if_not") if held else ()))
        left = [f"{name}: {keyed[name]}" for name in unused if name in keyed]
        text, why = _parted(said) if "why" not in keyed else (said, keyed["why"])
        text, below = self._fitting.box(text, self._fitting.say("see_below"))
        if below:
            below = _BOX.sub("", source(self._document, first).lstrip("-*+ 0123456789.)"))
        expect = keyed.get("expect") or self._fitting.say("answered" if said.endswith(("?", "？")) else "done")
        return Step(
            id=self._ids.take(title.partition(":")[2] or said, "step"),
            title=title,
            verb=held or Do(text=text, expect=expect, if_not=keyed.get("if_not", "")),
            by=by,
            caution=keyed.get("caution", ""),
            why=why,
            show=self._fitting.show([below or self._lost(said, title, held), *left, *inner], at(item), title),
        )

    def _lost(self, said: str, title: str, held: Repeat | Together | Wait | None) -> str:
        """The words of an item whose step has no other place for them, where the title is short of some."""
        return said if held is not None and said not in title else ""

    def _title(self, first: SyntaxTreeNode, said: str, subject: str) -> str:
        """A short text in bold at the beginning is the object; else the heading, if that is short."""
        lead = _lead(first)
        rest = said[len(lead) :].lstrip(" :：—–-") if lead and said.startswith(lead) else ""
        if lead and rest and cells(lead) <= _OBJECT and ":" not in lead:
            return self._fitting.title(f"{lead}: {rest}" if cells(lead) <= 20 else said, "action")  # noqa: PLR2004 - as in Fitting
        if lead and len(lead) > len(said) // 4:
            return self._fitting.title(self._named(lead, subject), "action")
        return self._fitting.title(self._named(said, subject), "action")

    def _named(self, said: str, subject: str) -> str:
        return f"{subject}: {said}" if subject and not re.match(r"^[^:：]{1,20}[:：](?!//)\s*\S", said) else said


def _is_case(said: str) -> bool:
    """Whether it says what to do in one case, other than that the step itself does not come out: `If not: …`."""
    return begins_condition(said) and not any(pattern.match(said) for pattern in _KEYED.values())


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
        if part.type != "text" or _BOX.sub("", part.content).strip():
            return ""
    return ""
