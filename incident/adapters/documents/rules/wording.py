"""Rules about words: they fit their box, they are written, and they name nobody. Asked of every language.

Apart from the other rules, because these are asked of the words, the others of the structure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.adapters.documents.runbooks.templates import ALWAYS, placeholders
from incident.i18n import _
from incident.wording.cells import cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem

__all__ = ["PERSONAL", "UNWRITTEN", "WORDING"]

_TITLE_CELLS: Final = 48
_LINE_CELLS: Final = 66
_LINES: Final = {"caution": 1, "do": 2, "expect": 2, "if_not": 2, "question": 2, "what": 2}
"""Lines that the box of a step has for each text (reference/UX.md rule 6)."""
_MOST_WORDS: Final = 25

_TITLE: Final = re.compile(r"(?P<object>(?![\"'“”‘’「『])[^:：]+)[:：] ?(?P<action>\S.*)")
_WEAK: Final = re.compile(
    r"\s*(make sure|please|check if|ensure|确保|务必|请(?:先|确|检查|注意)|检查是否)", re.IGNORECASE
)
_VERBS: Final = (
    "answer|approve|ask|attach|block|book|call|cancel|change|check|close|collect|confirm|copy|delete|disable|enable|file|"
    "find|give|inform|isolate|list|lock|log|mail|make|move|note|notify|open|page|phone|post|prepare|publish|put|read|"
    "record|remove|report|reset|restart|restore|roll|run|save|send|set|show|start|stop|store|switch|take|tell|test|turn|"
    "verify|wait|write"
)
_OTHER: Final = "the|a|an|all|any|both|each|every|another|her|his|its|my|our|their|your|this|that|these|those|what|who"
_TWO: Final = re.compile(
    rf"(?:[;,]|\band)\s+(?:{_VERBS})\s+(?:{_OTHER})\b"  # of another thing: "record it and publish it" is one flow
    r"|\b(?:and|,)\s*then\b|;\s*then\b"
    r"|[.!]\s+(?-i:[A-Z])"
    r"|[；。！]\s*\S|然后|接着|随后|之后再|，再|[，并](?:联系|致电|拨打|通知|告知|召集|重启|启动|停止|关闭)",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(
    r"\s*(?:(?:if|when|where|once|unless|until|after|before|while|as soon as)\b[^,;.]*"
    r"|(?:如|若|当|一旦|只要|除非)[^，；。]*)",
    re.IGNORECASE,
)
"""What stands before the comma of a condition: one action follows."""
_MARKUP: Final = (
    "a|b|blockquote|br|code|div|details|em|font|h|hr|i|img|kbd|li|ol|p|pre|s|script|small|span|strong|sub|summary|sup|"
    "table|tbody|td|tfoot|th|thead|tr|tt|u|ul"
)
UNWRITTEN: Final = re.compile(
    rf"\b(TODO|TBD|TBC|FIXME|XXX|COMPANY_NAME|Lorem ipsum)\b|<(?!(?:{_MARKUP})>)[a-z_ ]+>|待定|待补|待填|待完善",
    re.IGNORECASE,
)
PERSONAL: Final = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+"  # a mail address
    r"|(?<![\w.])\+?\d(?:[ -]?\d){9,}(?!\w)"  # a telephone number
    r"|\w+://[^\s/]*:[^\s/]*@"  # an address with a password
    r"|\b(?:password|token|secret|密码|口令)\s*[:=：]\s*\S",
    re.IGNORECASE,
)


def _titles(compiled: Compiled) -> Iterator[Problem]:
    for step in compiled.runbook.steps():
        title = compiled.words.get(f"step.{step.id}.title", "")
        place = compiled.places[f"step.{step.id}"]
        if compiled.is_sentence(step):
            continue  # its words stand in a box of their own
        if cells(title) > _TITLE_CELLS:
            said = _("The title takes {cells} cells; {most} is the most.")
            yield problem(place / "title", "RB026", said.format(cells=cells(title), most=_TITLE_CELLS))
        if not _is_title(title):
            said = _("The title '{title}' does not read OBJECT: verb state.").format(title=title)
            yield problem(place / "title", "RB026", said, _('Name the object first, such as "VOICE MENU: put up".'))


def _is_title(title: str) -> bool:
    found = _TITLE.fullmatch(title)
    return found is not None and found["object"] == found["object"].upper() and not _WEAK.match(found["action"])


def _boxes(compiled: Compiled) -> Iterator[Problem]:
    for key, words in compiled.words.items():
        most = _LINES.get(key.rpartition(".")[2], 0) if key.startswith("step.") else 0
        if not most:
            continue
        count = len(wrap(words, _LINE_CELLS))
        if count > most:
            said = _("The words take {count} lines of {width} cells; there is room for {most}.")
            said = said.format(count=count, width=_LINE_CELLS, most=most)
            yield problem(compiled.places[key], "RB028", said, _("Shorten them, or make two steps of one."))
        elif len(words.split()) > _MOST_WORDS:
            said = _("More than {most} words are hard to read at night.").format(most=_MOST_WORDS)
            yield problem(compiled.places[key], "RB025", said, severity="warning")


def _two_actions(compiled: Compiled) -> Iterator[Problem]:
    """One key marks one action: of two, nobody can say that the first is done."""
    for key, words in compiled.words.items():
        if key.startswith("step.") and key.endswith(".do"):
            found = _second_action(words)
            if found:
                said = _("Two actions stand in one step, the second from '{found}'.").format(
                    found=found.group().strip()
                )
                yield problem(compiled.places[key], "RB032", said, _("Make two steps of it."), severity="warning")


def _second_action(words: str) -> re.Match[str] | None:
    """Where the second begins; what follows a condition is the first."""
    for found in _TWO.finditer(words):
        if words[found.start()] not in ",，" or not _CONDITION.fullmatch(words[: found.start()]):
            return found
    return None


def _unwritten(compiled: Compiled) -> Iterator[Problem]:
    for key, words in compiled.words.items():
        found = UNWRITTEN.search(words)
        if found:
            said = _("'{found}' waits to be written.").format(found=found.group())
            place = compiled.places.get(key, compiled.document)
            yield problem(place, "RB024", said, severity="warning")


def _personal(compiled: Compiled) -> Iterator[Problem]:
    for key, words in compiled.words.items():
        if PERSONAL.search(words):
            said = _("A number, an address or a secret of a person stands here.")
            hint = _("Name the role; people.yaml knows how to reach who has it.")
            yield problem(compiled.places.get(key, compiled.document), "RB025", said, hint, severity="warning")


def _placeholders(compiled: Compiled) -> Iterator[Problem]:
    known = {*ALWAYS, *(fact.id for fact in compiled.runbook.facts)}
    for key, place in compiled.places.items():
        if key.endswith(".show") or key.startswith("template."):
            continue  # a message is asked by itself, and what is copied as it stands has signs of its own
        for name in placeholders(compiled.words.get(key, "")):
            if name not in known:
                said = _("The fact '{name}' is not declared.").format(name=name)
                yield problem(place, "RB008", said, did_you_mean(name, known))


WORDING: Final = (_titles, _boxes, _two_actions, _unwritten, _personal, _placeholders)
