"""Words of the command line that are taken as they are: ids, people, paths, titles, notes.

Apart from the other types, because every option and argument that names no type is of this
one: bytes that are no text would be refused by the log and by the screen, much later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from incident.i18n import _, current

if TYPE_CHECKING:
    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType  # generic only in later versions of click

__all__ = ["TEXT", "OneOf", "ParamType", "Text"]


class Text(ParamType):
    """Any text; what the shell could not decode is a mistake of the line, and said at once."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401  (click's)
        text = str(value)
        if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
            shown = text.encode(errors="replace").decode()
            self.fail(_("'{value}' holds bytes that are no UTF-8 text.").format(value=shown), param, ctx)
        return text


class OneOf(click.Choice[str]):
    """One of a few words; a wrong one is answered with all of them."""

    def __init__(
        self, choices: Sequence[str], *, case_sensitive: bool = True, also: Mapping[str, str] | None = None
    ) -> None:
        """`also` holds further words that are understood, and which of the choices each means."""
        super().__init__(choices, case_sensitive=case_sensitive)
        self._also = also or {}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's)
        try:
            return super().convert(self._also.get(str(value), value), param, ctx)
        except click.BadParameter:
            from incident.wording.safe import clean_line  # here: only a wrong word needs it

            said = _("'{value}' is not one of {choices}.")
            choices = _(", ").join(map(self._shown, self.choices))
            self.fail(said.format(value=clean_line(str(value)), choices=choices), param, ctx)

    def _shown(self, choice: str) -> str:
        """The word, and what it is in Chinese where that is understood and read."""
        own = next((word for word, meant in self._also.items() if meant == choice and not word.isascii()), "")
        return _("{what} ({type})").format(what=choice, type=own) if own and current() == "zh-CN" else choice


TEXT: Final = Text()
