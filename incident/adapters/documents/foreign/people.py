"""The roles of an imported runbook: a few, each with a name, whatever the file calls those who work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.names import Ids
from incident.adapters.documents.foreign.phrases import speak
from incident.adapters.documents.foreign.plain_words import cut, one_line
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.foreign.notes import Notes

__all__ = ["COMMANDER", "Roles"]

COMMANDER: Final = "commander"
_MOST: Final = 7
"""More roles than this cannot be combined so that a night shift of three holds them."""


class Roles:
    """Gives each name a role; the commander is always there."""

    def __init__(self, language: str, notes: Notes) -> None:
        self._language = language
        self._notes = notes
        self._ids = Ids()
        self._ids.claim(COMMANDER)
        self._by_name: dict[str, str] = {}
        self.names: dict[str, str] = {COMMANDER: speak(language, "commander")}

    def known(self, name: str) -> str | None:
        """The role of that name, if it was met before."""
        return self._by_name.get(one_line(name).casefold())

    def role(self, name: str) -> str:
        """The role of that name; the commander's once there are too many."""
        name = one_line(name)
        found = self.known(name)
        if found is None:
            found = self._new(name)
            self._by_name[name.casefold()] = found
        return found

    def technical(self) -> str:
        """Who runs commands where the file names nobody."""
        return self.role(speak(self._language, "technical"))

    def _new(self, name: str) -> str:
        if len(self.names) >= _MOST:
            said = _("There are more roles than {most}; the work of '{name}' goes to the commander.")
            self._notes.changed(said.format(most=_MOST, name=name))
            return COMMANDER
        if name.casefold() in {self.names[COMMANDER].casefold(), COMMANDER, "incident commander", "ir lead"}:
            self.names[COMMANDER] = cut(name, characters=60)
            return COMMANDER
        role = self._ids.take(name, "role")
        self.names[role] = cut(name, characters=60)
        return role
