"""The pages around the terminal: they can be read without scripts, and hold nothing of an incident.

Apart from the server, so that everything that is put into HTML is escaped in one place.
"""

from __future__ import annotations

import re
from html import escape
from importlib import resources
from math import ceil
from string import Template
from typing import Final

from incident.domain.frozen import Frozen
from incident.i18n import LANGUAGES, NAMES, _, next_after, ngettext, speaking, supported
from incident.wording.sentences import in_a_row

__all__ = [
    "Said",
    "closed_page",
    "file",
    "link_page",
    "login_page",
    "refusal",
    "speaks",
    "spoken_by",
    "terminal_page",
]

_MOST_WISHES: Final = 20


class Said(Frozen):
    """What the page of a link says."""

    heading: str
    words: str
    message: str = ""


def spoken_by(accepted: str) -> str:
    """The language that a browser's `Accept-Language` likes best of those spoken here; English if it likes none."""
    wishes: list[tuple[float, str]] = []
    for wish in accepted.split(",")[:_MOST_WISHES]:
        tag, _semicolon, rest = wish.strip().partition(";")
        weight = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", rest)
        language = supported(tag) if tag else None
        if language is not None and (not rest or weight):
            wishes.append((-float(weight[1]) if weight else -1.0, language))
    return min(wishes, default=(0.0, "en"), key=lambda wish: wish[0])[1]


def login_page(language: str, *, team: str, prefix: str, name: str, trouble: str, warning: bool) -> str:
    """Name and password; `trouble` is why the last ones did not do, `warning` tells of a line without TLS."""
    with speaking(language):
        unsafe = _("This line is not encrypted. Log in only on a network that you trust.") if warning else ""
        return _page(
            "login",
            title=_("Log in"),
            team=team,
            prefix=prefix,
            name=name,
            name_label=_("Name or login"),
            password_label=_("Password"),
            button=_("Log in"),
            trouble=trouble,
            warning=unsafe,
            language=language,
            other=(other := next_after(language)),
            other_name=NAMES[other],
        )


def refusal(language: str, seconds: float) -> str:
    """The same sentence for a wrong name and a wrong password."""
    with speaking(language):
        said = _("Name and password do not belong together.")
        if not seconds:
            return said
        wait = ceil(seconds)
        words = ngettext("Try again in {count} second.", "Try again in {count} seconds.", wait).format(count=wait)
        return in_a_row(said, words)


def terminal_page(language: str, *, team: str, person: str, prefix: str, websocket: str, size: int) -> str:
    """The terminal, with a way to log out."""
    with speaking(language):
        return _page(
            "terminal",
            title=team,
            team=team,
            person=person,
            prefix=prefix,
            websocket=websocket,
            size=str(size),
            button=_("Log out"),
            ended=_("The program has ended, or the line was cut. What was recorded is safe."),
            again=_("Open it again"),
            scripts=_("The terminal is drawn by a script, and this browser runs none."),
            language=language,
        )


def closed_page(language: str, prefix: str, *, team: str, words: str = "") -> str:
    """A sentence, and the way back."""
    with speaking(language):
        said = words or _("This is not to be had here.")
        return _page("closed", title=team, team=team, prefix=prefix, words=said, back=_("Go on"), language=language)


def link_page(language: str, prefix: str, *, team: str, said: Said, is_open: bool = False) -> str:
    """A message, what is asked or was done, and where it is asked, one button and nothing else."""
    with speaking(language):
        return _page(
            "acknowledge" if is_open else "acknowledged",
            title=team,
            team=team,
            prefix=prefix,
            heading=said.heading,
            words=said.words,
            message=said.message,
            button=_("I have read it"),
            language=language,
        )


def file(name: str) -> bytes:
    """A file that they name: how all of them look, what the terminal's page does."""
    return (resources.files("incident.web") / "pages" / name).read_bytes()


def speaks(language: str) -> str:
    """A tag of LANGUAGES, or ''."""
    return language if language in LANGUAGES else ""


def _page(kind: str, **words: str) -> str:
    text = (resources.files("incident.web") / "pages" / f"{kind}.html").read_text(encoding="utf-8")
    return Template(text).substitute({name: escape(word) for name, word in words.items()})
