"""Variables of a playbook as facts of ours, and the words of conditions that speak of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.names import Ids
from incident.adapters.documents.foreign.plain_words import cut, one_line
from incident.adapters.documents.foreign.tree import Fact
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.adapters.documents.foreign.cacao.model import Variable
    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.notes import Notes

__all__ = ["Facts"]

_TYPES: Final = {
    "bool": "yes_no", "boolean": "yes_no", "integer": "number", "long": "number", "float": "number", "number": "number",
}  # fmt: skip
_PLAIN: Final = frozenset({"string", ""})
_NAMED: Final = re.compile(r"(?:\$\$|__)([A-Za-z_][A-Za-z0-9_-]*?)(?:\$\$|__)(?:[:.]value)?")
"""A variable in a text: `__name__:value` (2.0), `$$name$$.value` (1.x)."""
_CONTROL: Final = frozenset({"tier", "and", "or", "not", "in", "elapsed", "otherwise"})


class Facts:
    """The facts that steps of one playbook fill or ask for; a variable that nobody touches becomes none."""

    def __init__(self, variables: Mapping[str, Variable], fitting: Fitting, notes: Notes) -> None:
        self._variables = {_bare(name): variable for name, variable in variables.items()}
        self._fitting = fitting
        self._notes = notes
        self._ids = Ids("_")
        for word in _CONTROL:
            self._ids.claim(word)
        self._by_name: dict[str, str] = {}
        self.facts: dict[str, Fact] = {}
        self.recorded: set[str] = set()

    def fact(self, name: str) -> str:
        """The fact of that variable."""
        bare = _bare(name)
        if bare not in self._by_name:
            self._by_name[bare] = self._new(bare)
        return self._by_name[bare]

    def claim(self, words: str, question: str) -> str:
        """A fact of our own that is answered with yes or no."""
        name = self._ids.take(words, "answer")
        self.facts[name] = Fact(id=name, ask=cut(one_line(question)), type="yes_no")
        return name

    def readable(self, text: str) -> str:
        """The text with variables as words; one that never changes as its value."""
        return _NAMED.sub(lambda found: self._value(found[1]), text)

    def filled(self, text: str) -> str:
        """The text of a command, the variables that never change filled in; the others stay marked."""
        return _NAMED.sub(lambda found: self._constant(found[1]) or found[0], text)

    def read_by(self, condition: str) -> list[str]:
        """The facts that a condition looks at: declared variables that are no constants."""
        names = dict.fromkeys(found[1] for found in _NAMED.finditer(condition))
        return [self.fact(name) for name in names if name in self._variables and not self._constant(name)]

    def _new(self, bare: str) -> str:
        variable = self._variables.get(bare)
        kind = variable.kind if variable else ""
        if variable is not None and kind not in _TYPES and kind not in _PLAIN:
            said = _("The variable '{name}' of type '{type}' becomes a text.").format(name=bare, type=kind)
            self._notes.changed(said, variable.at)
        name = self._ids.take(bare, "value")
        asked = (variable.description if variable else "") or self._fitting.say("variable", name=bare.replace("_", " "))
        self.facts[name] = Fact(id=name, ask=cut(one_line(asked)), type=_TYPES.get(kind, "text"))
        return name

    def _value(self, bare: str) -> str:
        return self._constant(bare) or bare.replace("_", " ").strip()

    def _constant(self, bare: str) -> str:
        variable = self._variables.get(bare)
        return variable.value if variable is not None and variable.is_constant else ""


def _bare(name: str) -> str:
    found = _NAMED.fullmatch(name)
    return found[1] if found else name.strip("_$")
