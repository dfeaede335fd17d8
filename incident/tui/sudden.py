"""Keys that came all at once, as a paste comes from a terminal that does not mark it: they are words, or nothing.

Apart from the driver, which only sees what arrives together: whether somebody is typing, the screens know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual.events import Key, Paste
from textual.message import Message

from incident.i18n import _
from incident.tui.keys import settled
from incident.tui.screens.page import Asks, Page
from incident.walk.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.app import App
    from textual.events import Event
    from textual.screen import Screen

__all__ = [
    "GOES_ON_SECONDS",
    "MANY",
    "Sudden",
    "deal_with",
    "goes_nowhere",
    "is_phrase",
    "is_sudden",
    "is_typing",
    "nothing_pasted",
    "refuse",
]

MANY: Final = 16
"""So many characters that arrive together nobody typed: that would take a line that hangs for two seconds.

What no keyboard has a key for nobody typed either, where it does not come alone: an input method gave it, as words.
"""
DIFFERENT: Final = 5
"""A key that is held down comes in a row too, or two of them."""
FEW: Final = 6
"""So many, with a blank among them, may be words that an input method gave, or keys that a line held back: letters that
are so different are keys only to whoever just opened a field for them."""
LETTERS: Final = 4
GOES_ON_SECONDS: Final = 0.2
"""A long paste comes in pieces, the last of them short; a person who sees what came of it takes longer."""
LINE_ENDS: Final = frozenset({"enter", "ctrl+j"})


class Sudden(Message):
    """The keys that arrived together; `is_short` where they may have been typed on a line that hung."""

    def __init__(self, keys: Sequence[Key], *, is_short: bool = False) -> None:
        super().__init__()
        self.keys, self.is_short = keys, is_short


def is_sudden(keys: Sequence[Message], since: float | None = None) -> bool:
    """Whether what arrived together is a text that nobody typed, or goes on with one that came `since` seconds ago."""
    if keys and since is not None and since < GOES_ON_SECONDS:
        return all(isinstance(key, Key) for key in keys)
    signs = [key.character or "" for key in keys if isinstance(key, Key) and key.is_printable]
    is_long = len(signs) >= MANY and len(set(signs)) >= DIFFERENT
    is_composed = len(signs) > 1 and not "".join(signs).isascii()
    return (is_long or is_composed) and all(isinstance(key, Key) for key in keys)


def is_phrase(keys: Sequence[Message]) -> bool:
    """Whether what arrived together reads as words, though few."""
    words = "".join(key.character or "" for key in keys if isinstance(key, Key) and key.is_printable)
    return len(words) >= FEW and " " in words.strip() and len({sign for sign in words if sign.isalpha()}) >= LETTERS


def goes_nowhere(app: App[Any], keys: Sequence[Key]) -> bool:
    """Whether so few words came where nobody types and none of them opens a field; a card guards its own keys."""
    openers = (key_of("walk.note", "m"), key_of("home.search", "/"), key_of("app.palette", ":"))
    return not (is_typing(app) or isinstance(app.screen, Asks) or (keys[0].character or "") in openers)


async def deal_with(app: App[Any], keys: Sequence[Key], press: Callable[[Event], Awaitable[None]]) -> None:
    """Where words are typed they are typed, lines of them as one paste; elsewhere they do nothing, aloud."""
    if app.focused is None or not is_typing(app):
        refuse(app.screen)
        return
    words = "".join(_sign(key) for key in keys)
    if "\n" not in words.rstrip("\n"):
        for key in keys:
            if key.key not in LINE_ENDS:  # whoever pasted it has not decided yet
                await press(key)
        if any(key.key in LINE_ENDS for key in keys) and isinstance(app.screen, Asks):
            words = _("That came all at once, like a paste. It stands in the field: press Enter to take it.")
            await settled(app.focused)
            app.screen.announce(words)
        return
    await press(Paste(words.rstrip("\n")))


def refuse(screen: Screen[Any]) -> None:
    """Say of a paste where no words are typed that it did nothing, and let it do nothing."""
    if isinstance(screen, Asks) and screen.let_go():
        return
    if isinstance(screen, (Page, Asks)):
        screen.announce(nothing_pasted())


def is_typing(app: App[Any]) -> bool:
    """Whether what comes goes into a field for words."""
    from incident.tui.widgets.field import Field  # here: 2.6 ms, and the first frame has none

    return isinstance(app.focused, Field)


def nothing_pasted() -> str:
    """What is said of a paste where no words are typed."""
    return _("That came all at once, like a paste: nothing was done. Press keys one by one.")


def _sign(key: Key) -> str:
    if key.key in LINE_ENDS:
        return "\n"
    return key.character or "" if key.is_printable else " "
