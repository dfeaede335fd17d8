"""A Markdown text as sections under headings, with helpers to read the words, the source and the links of a block."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from incident.adapters.documents.foreign.markdown.numbering import with_lists
from incident.adapters.documents.foreign.notes import refusal
from incident.adapters.documents.foreign.plain_words import cleaned, one_line
from incident.adapters.documents.reading.nodes import Mark
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BOX", "Document", "Section", "at", "has_box", "is_list", "links", "rows", "source", "words"]

BOX: Final = re.compile(r"^\s*(?:\[(?: |x|X|)\]|[☐☑☒□])\s*")
"""Stands before an item that is ticked when it is done."""

_LARGEST: Final = 1024 * 1024
_DEEPEST: Final = 40
_MOST_INDENT: Final = 160
_LONGEST_LINE: Final = 20_000
_MOST_OPEN: Final = 200
_MOST_ITEMS: Final = 6_000
"""Several times what becomes of them as steps, so that nobody waits for a refusal."""
_ITEM: Final = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]")
_FRONT: Final = re.compile(r"\A---[ ]*\n(?P<keys>.*?\n)(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL)
_TOML: Final = re.compile(r"\A\+\+\+[ ]*\n(?P<keys>.*?\n)\+\+\+[ ]*(?:\n|\Z)", re.DOTALL)
_NAMES: Final = "title", "标题"
_TITLE: Final = re.compile(rf"""^(?:{"|".join(_NAMES)})\s*[:=]\s*["']?(?P<title>.*?)["']?\s*$""", re.MULTILINE)
_KEY: Final = re.compile(r"^([\w-]{1,40})\s*[:=]", re.MULTILINE)
_REMARK: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_ADDRESSES: Final = {"link": "href", "image": "src"}
_QUOTES: Final = re.compile(r"^\s*(?:>\s*){40}")


@dataclass(slots=True, kw_only=True)
class Section:
    """A heading and the blocks up to the next one."""

    level: int
    """1 to 6; 0 for what stands before the first heading."""
    title: str
    at: Mark
    blocks: list[SyntaxTreeNode] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A Markdown file."""

    lines: list[str]
    sections: list[Section]
    front_title: str
    """The title that stands in a head of YAML or TOML."""
    front_keys: list[str]
    """The other keys of that head."""
    remarks: list[Mark]
    """Where remarks stand that a page does not show."""

    @classmethod
    def read(cls, data: bytes, file: str) -> Document:
        """The sections of a file.

        Raises:
            DocumentError: it is no text, too large, too deep or empty.
        """
        text, front = _without_front(_text(data, file))
        lines = with_lists(text.split("\n"))
        text = "\n".join(lines)
        _refuse_deep(lines, file)
        _refuse_endless(lines, file)
        parser = MarkdownIt("commonmark", {"maxNesting": 2 * _DEEPEST + 20}).enable("table")
        root = SyntaxTreeNode(parser.parse(text))
        if not root.children:
            raise refusal(file, "IM002", [(Mark(1, 1), _("The file is empty."))])
        found = _TITLE.search(front)
        return cls(
            lines=lines,
            sections=list(_sections(root)),
            front_title=one_line(found["title"]) if found else "",
            front_keys=[key for key in _KEY.findall(front) if key not in _NAMES],
            remarks=[at(node) for node in root.children if _is_remark(node)],
        )


def words(node: SyntaxTreeNode) -> str:
    """The words of a block or of a part of a line, on one line, without marks."""
    return one_line("".join(_pieces(node)))


def source(document: Document, node: SyntaxTreeNode) -> str:
    """The lines of a block as they stand in the file, moved to the left."""
    if node.map is None:
        return ""
    return textwrap.dedent("\n".join(document.lines[node.map[0] : node.map[1]])).strip("\n")


def at(node: SyntaxTreeNode) -> Mark:
    """Where a block begins."""
    return Mark(node.map[0] + 1, 1) if node.map else Mark(0, 0)


def is_list(node: SyntaxTreeNode) -> bool:
    """Whether the block is a list."""
    return node.type in {"bullet_list", "ordered_list"}


def has_box(node: SyntaxTreeNode) -> bool:
    """Whether the item, or an item of the list, begins with a box."""
    items = node.children if is_list(node) else [node]
    return any(BOX.match(words(item.children[0])) for item in items if item.children)


def links(node: SyntaxTreeNode) -> Iterator[tuple[str, str]]:
    """The words and the address of each link that leads out of the page, and of each picture."""
    for part in node.walk():
        address = str(part.attrs.get(_ADDRESSES.get(part.type, ""), ""))
        if address and not address.startswith("#"):
            yield words(part) or address, one_line(address)


def rows(table: SyntaxTreeNode) -> list[list[str]]:
    """The cells of a table, its head first."""
    return [[words(cell) for cell in row.children] for part in table.children for row in part.children]


def _pieces(node: SyntaxTreeNode) -> Iterator[str]:
    match node.type:
        case "text" | "code_inline" | "fence" | "code_block":
            yield node.content
        case "softbreak" | "hardbreak":
            yield " "
        case "html_inline" | "html_block":
            yield re.sub(r"<[^>]*>", " ", node.content)
        case "image":
            yield str(node.content)
        case _:
            for child in node.children:
                yield from _pieces(child)
                yield " " if child.block else ""


def _sections(root: SyntaxTreeNode) -> Iterator[Section]:
    section = Section(level=0, title="", at=Mark(1, 1))
    for node in root.children:
        if node.type == "heading":
            if section.level or section.blocks:
                yield section
            section = Section(level=int(node.tag[1]), title=words(node), at=at(node))
        elif node.type != "hr" and not _is_remark(node):
            section.blocks.append(node)
    yield section


def _is_remark(node: SyntaxTreeNode) -> bool:
    return node.type == "html_block" and not _REMARK.sub("", node.content).strip()


def _text(data: bytes, file: str) -> str:
    if len(data) > _LARGEST:
        said = _("The file is larger than {limit} KB.").format(limit=_LARGEST // 1024)
        raise refusal(file, "IM001", [(Mark(1, 1), said)])
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(errors="replace")
        mark = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
        said = _("The file is not UTF-8: byte 0x{byte:02X} fits no character.").format(byte=data[error.start])
        raise refusal(file, "IM001", [(mark, said)]) from None
    return cleaned(text.expandtabs(4))  # as Markdown counts them: what is set in by a tab stands below an item


def _without_front(text: str) -> tuple[str, str]:
    """The text with its head of YAML or TOML made blank, so that lines keep their numbers; and that head."""
    found = _FRONT.match(text) or _TOML.match(text)
    if found is None:
        return text, ""
    return "\n" * found[0].count("\n") + text[found.end() :], found["keys"]


def _refuse_deep(lines: list[str], file: str) -> None:
    for number, line in enumerate(lines, start=1):
        bare = line.lstrip(" ")
        is_item = bare[:2] in {"- ", "* ", "+ "}
        if (
            _QUOTES.match(line)
            or (is_item and len(line) - len(bare) > _MOST_INDENT)
            or bare.count("- ", 0, 200) > _DEEPEST
        ):
            said = _("More than {limit} levels are nested here.").format(limit=_DEEPEST)
            raise refusal(file, "IM005", [(Mark(number, 1), said)])


def _refuse_endless(lines: list[str], file: str) -> None:
    """What takes the reader of Markdown more time than anybody waits: it looks for the end of each open bracket."""
    items, still_open = 0, 0
    for number, line in enumerate(lines, start=1):
        is_item = _ITEM.match(line) is not None
        items += is_item
        if len(line) > _LONGEST_LINE:
            said = _("The line has more than {limit} characters.").format(limit=_LONGEST_LINE)
            raise refusal(file, "IM005", [(Mark(number, 1), said)])
        before = 0 if is_item or not line.strip() else still_open
        still_open = max(0, before + line.count("[") - line.count("]"))
        if still_open > _MOST_OPEN:
            said = _("More than {limit} levels are nested here.").format(limit=_MOST_OPEN)
            raise refusal(file, "IM005", [(Mark(number, 1), said)])
    if items > _MOST_ITEMS:
        said = _("These are more than {limit} items: too many to walk.").format(limit=_MOST_ITEMS)
        raise refusal(file, "IM005", [(Mark(1, 1), said)])
