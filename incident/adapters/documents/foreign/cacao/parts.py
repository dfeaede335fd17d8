"""Small objects that stand in several places of a CACAO file: variables and references."""

from __future__ import annotations

from incident.adapters.documents.foreign.cacao.model import Variable
from incident.adapters.documents.foreign.cacao.values import Values
from incident.adapters.documents.foreign.plain_words import one_line
from incident.adapters.documents.foreign.tree import Reference
from incident.i18n import _

__all__ = ["references", "variable"]


def variable(name: str, values: Values) -> Variable:
    """The variable of that name."""
    values.ignore("external")
    return Variable(
        name=name,
        kind=values.text("type"),
        description=one_line(values.text("description")),
        value=one_line(values.text("value")),
        is_constant=values.flag("constant"),
        at=values.at,
    )


def references(values: Values) -> list[Reference]:
    """The external references of a playbook, a step or a command."""
    found = []
    for each in values.objects("external_references", _("a reference")):
        title, where = one_line(each.text("name")), one_line(each.text("url"))
        said = [one_line(each.text(key)) for key in ("description", "source", "external_id")]
        each.ignore("reference_id", "hashes")
        title = title or where or next(filter(None, said), "")
        where = where or next((words for words in said if words and words != title), title)
        if title:
            found.append(Reference(title=title, where=where))
    return found
