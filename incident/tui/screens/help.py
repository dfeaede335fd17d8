"""The keys of the screen below, as they really are; the one that is picked runs there."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from incident.i18n import N_, _
from incident.tui.keys import key_word
from incident.tui.screens.sheet import Sheet
from incident.tui.views.lines import Line, columns, line, rule

__all__ = ["Help"]


class Help(Sheet[str]):
    """One row a binding: key, name, what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", N_("run it"), id="help.pick", tooltip=N_("Run the key under the cursor"))
    ]

    def __init__(self, screen: Screen[None]) -> None:
        super().__init__()
        self._keys = _bindings(screen)

    def on_mount(self) -> None:
        """Show the keys."""
        super().on_mount()
        self.listing.rows_changed(len(self._keys))

    def head(self, width: int) -> list[Line]:
        """What this is."""
        return [line(" ", (_("KEYS"), ".bright"), "  ", _("as they are on the screen you came from")), rule(width)]

    def row(self, number: int, width: int) -> Line:
        """One key."""
        binding, keys = self._keys[number]
        return columns(
            ((f" {keys}", ".key"), 12),
            ((_(binding.description), ".bright"), 18),
            (_(binding.tooltip), max(10, width - 32)),
        )

    def foot(self, width: int) -> list[Line]:
        """The keys of this screen itself."""
        return [rule(width), line((" " + _("Enter runs the key under the cursor   j k move   Esc back"), ".muted"))]

    def action_pick(self) -> None:
        """Run it on the screen below."""
        self.dismiss(self._keys[self.listing.place][0].action)


def _bindings(screen: Screen[None]) -> list[tuple[Binding, str]]:
    """The screen's bindings in their order, several keys of one action together."""
    found = dict[str, tuple[Binding, list[str]]]()
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if binding.id is None or not binding.tooltip or not binding.description:
            continue
        found.setdefault(binding.action, (binding, []))[1].append(key_word(key))
    return [(binding, " ".join(keys)) for binding, keys in found.values()]
