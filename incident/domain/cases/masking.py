"""What everybody may read of a case, who may not see whose it is.

Apart from the words themselves, because to take names and numbers out of texts is a craft of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.domain.content import FreeText
from incident.domain.events.cases import AboutCases

if TYPE_CHECKING:
    from incident.domain.cases.words import CaseWords
    from incident.domain.events import Event

__all__ = [
    "DASHES",
    "DATE",
    "is_masked",
    "masked",
    "masked_contact",
    "masked_entry",
    "masked_name",
    "masked_text",
    "numbers_in",
]

_STARS: Final = "***"
_MASK: Final = re.compile(r"[*＊•]{2,}")
"""Other systems mask with more stars, or with dots."""
_APART: Final = r"\s@<>,;:，；：。、！？（）"
_WIDE: Final = r"\u3000-\u9fff\uff00-\uffef"
_MAIL: Final = re.compile(
    rf"([^{_APART}{_WIDE}]{{1,64}}|[^{_APART}]{{0,63}}[{_WIDE}])@([^{_APART}{_WIDE}]+|(?=[{_WIDE}])[^{_APART}]+)"
)
"""Of Chinese, between which and its words no blank stands, only where the sign beside the @ is one;
before it as long as RFC 5321 lets it be (4.5.3.1.1)."""
DASHES: Final = r"\-\u2010-\u2015\u2212\uff0d"
"""Within brackets of a pattern: telephones and word processors write longer ones between digits."""
_NUMBER: Final = re.compile(rf"\+?\d(?:[\s().{DASHES}]{{0,2}}\d){{6,}}")
"""Seven digits or more; fewer reach nobody."""
_BETWEEN: Final = " ,;:/()+-.，；：、（）"
"""What stands between a number and an address, and says nothing of anybody."""
DATE: Final = re.compile(rf"(?<!\d)(?:19|20)\d\d([./{DASHES}])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)")
"""Many digits that reach nobody either."""


def masked(words: CaseWords) -> CaseWords:
    """The words for everybody who may not see whose they are."""
    return words.changed(
        name=masked_name(words.name),
        contact=masked_contact(words.contact),
        service=masked_text(words.service),
        problem=masked_text(_without(words.problem, words)),
        request=masked_text(_without(words.request, words)),
        reference=masked_text(words.reference),
    )


def _without(text: str, words: CaseWords) -> str:
    """The text without the name and the contact, where somebody repeated them in it."""
    for said, shown in ((words.contact, masked_contact(words.contact)), (words.name, masked_name(words.name))):
        if len(said) > 1:
            text = text.replace(said, shown)
    return text


def masked_name(name: str) -> str:
    """The first sign of it: enough to tell two cases apart."""
    return f"{name[:1]}{_STARS}" if name else ""


def masked_contact(contact: str) -> str:
    """Enough to ask 'the number that ends in 34?', and not enough to reach anybody."""
    mails, rest = [_mail(found) for found in _MAIL.finditer(contact)], _MAIL.sub(" ", contact)
    numbers, rest = [_number(found) for found in _NUMBER.finditer(rest)], _NUMBER.sub(" ", rest).strip(_BETWEEN)
    return " ".join([*([f"{rest[:1]}{_STARS}"] if rest else []), *mails, *numbers])


def is_masked(contact: str) -> bool:
    """Whether it is such a contact, by this program or another, and reaches nobody."""
    return _MASK.search(contact) is not None


def masked_text(text: str) -> str:
    """The text without the numbers and addresses that people write into it."""
    text, at, shown = _MAIL.sub(_mail, text), 0, ""
    for date in DATE.finditer(text):
        shown, at = f"{shown}{_NUMBER.sub(_number, text[at : date.start()])}{date[0]}", date.end()
    return shown + _NUMBER.sub(_number, text[at:])


def masked_entry(event: Event) -> Event:
    """What everybody may read of an entry about cases, in whatever form; any other entry as it is."""
    if not isinstance(event, AboutCases):
        return event
    texts = ((name, getattr(event, name)) for name in event.__names__)
    return event.changed(**{name: _masked(text) for name, text in texts if isinstance(text, FreeText)})


def _masked(text: FreeText) -> FreeText:
    return text if text.words is None else FreeText(masked_text(text.words), text.content_id)


def numbers_in(text: str) -> frozenset[str]:
    """The digits of each number in the text by which somebody can be reached."""
    found = _NUMBER.finditer(DATE.sub("|", text))
    return frozenset("".join(sign for sign in number[0] if sign.isdigit()) for number in found)


def _number(found: re.Match[str]) -> str:
    digits = [each for each in found[0] if each.isdigit()]
    return f"{_STARS}{''.join(digits[-2:])}"


def _mail(found: re.Match[str]) -> str:
    return f"{found[1][:1]}{_STARS}@{found[2][:1]}{_STARS}"
