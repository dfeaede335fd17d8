"""The keys of the screen below, as they really are; the one that is picked runs there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.screen import Screen

from incident.i18n import N_, _, in_each
from incident.tui.keys import is_small, key_word
from incident.tui.screens.filtered import Filtered
from incident.tui.screens.page import Asks
from incident.tui.views.lines import Line, beside, columns, line, rule, wrap
from incident.tui.views.matching import fits

__all__ = ["Help", "bindings_of", "is_number"]

KEY_CELLS: Final = 12
NAME_CELLS: Final = 18
MOST_LINES: Final = 4
EVERYWHERE: Final = "app."
DIGITS: Final = "1-9"
OWN: Final = "dialogue.number.own"
"""A key of what is asked now: it is pressed there, and not run from here."""


class Help(Filtered[str]):
    """One row a binding: key, name, what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", N_("run it"), id="help.pick", tooltip=N_("Run the key under the cursor"))
    ]

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self._keys = bindings_of(screen)
        self._rows: Sequence[tuple[Binding, str, str]] = ()

    def on_resize(self) -> None:
        """Wrap what the keys do to the window."""
        self.narrow()

    def narrow(self) -> None:
        """The keys that fit what was typed, in the order of the screen."""
        found = [(binding, keys) for binding, keys in self._keys if _fits(self.typed, binding, keys)]
        self._rows = [row for binding, keys in found for row in _rows(binding, keys, self.size.width)]
        self.listing.rows_changed(len(self._rows))

    def head(self, width: int) -> list[Line]:
        """What this is."""
        title = line(" ", (_("KEYS"), ".bright"), "  ", _("as they are on the screen you came from"))
        return [beside(title, self.standing(), width), rule(width)]

    def row(self, number: int, width: int) -> Line:
        """One key, or more words of the one above."""
        binding, keys, words = self._rows[number]
        name = _(binding.description) if keys and binding.description else ""
        return columns(((f" {keys}", ".key"), KEY_CELLS), ((name, ".bright"), NAME_CELLS), (words, _room(width)))

    def foot(self, width: int) -> list[Line]:
        """The keys of this screen itself."""
        keys = _("Enter run it   / find   j k move   Esc back")
        return [rule(width), self.typing_foot(keys)]

    async def action_pick(self) -> None:
        """Run it on the screen below; a row of many keys, or a screen that is not drawn, has nothing to run."""
        if not (self._rows and self.is_aimed()):
            return
        binding = self._rows[self.listing.place][0]
        self.dismiss(None if is_small(self.size) or is_number(binding) else binding.action)


def _rows(binding: Binding, keys: str, width: int) -> Iterator[tuple[Binding, str, str]]:
    first, *others = wrap(_(binding.tooltip), _room(width), MOST_LINES)
    yield binding, keys, first
    yield from ((binding, "", words) for words in others)


def _fits(typed: str, binding: Binding, keys: str) -> bool:
    return (
        fits(typed, [*(in_each(binding.description) if binding.description else ()), keys], _(binding.tooltip))
        is not None
    )


def _room(width: int) -> int:
    return max(10, width - KEY_CELLS - NAME_CELLS - 2)


def is_number(binding: Binding) -> bool:
    return ".number." in (binding.id or "")


def bindings_of(screen: Screen[Any]) -> list[tuple[Binding, str]]:
    """The screen's bindings in their order, several keys of one action together, the digits as one."""
    found = dict[str, tuple[Binding, list[str]]]()
    own = screen.own_keys() if isinstance(screen, Asks) else {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if key in own:
            continue
        if binding.id is None or not binding.tooltip or not binding.description:
            continue
        action = DIGITS if is_number(binding) else binding.action
        found.setdefault(action, (binding, []))[1].append(key_word(key))
    rows = [(binding, DIGITS if name == DIGITS else " ".join(keys)) for name, (binding, keys) in found.items()]
    rows.sort(key=lambda row: (row[0].id or "").startswith(EVERYWHERE))  # what is everywhere comes last
    return [*((Binding(key, OWN, id=OWN, tooltip=words), key_word(key)) for key, words in own.items() if words), *rows]
