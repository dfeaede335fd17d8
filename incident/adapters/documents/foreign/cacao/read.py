"""Reads the object of a CACAO file, in whatever version and with whatever liberties, into its model.

Generous in what it takes: 1.x names, step types that only the id tells, pointers by other names, lists where one value
is due. Exact in what it says: each liberty is a warning with its line.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.cacao.ids import EXTENSION, MACHINES, PEOPLE, VERSIONS, is_identifier
from incident.adapters.documents.foreign.cacao.model import Party, Playbook, Variable, WorkflowStep
from incident.adapters.documents.foreign.cacao.parts import references, variable
from incident.adapters.documents.foreign.cacao.read_steps import read_steps
from incident.adapters.documents.foreign.cacao.values import Values, leftovers
from incident.adapters.documents.foreign.notes import refusal
from incident.adapters.documents.foreign.plain_words import one_line
from incident.adapters.documents.foreign.tree import Reference
from incident.adapters.documents.reading.nodes import Fields, Node, Scalar
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.foreign.notes import Notes
    from incident.adapters.documents.reading.nodes import Plain

__all__ = ["read_playbook"]

_TYPES: Final = frozenset({"playbook", "playbook-template"})
_SAYS_NOTHING: Final = ("created", "extension_definitions", "playbook_processing_summary")
"""Keys whose loss is none: what other keys say as well."""
_MAIL: Final = re.compile(r"[^\s@;`<>]+@[^\s@;`<>]+")
_SECRETS: Final = ("authentication_info_definitions", "authentication_info")


def read_playbook(root: Node, notes: Notes) -> Playbook:
    """The playbook in a document.

    Raises:
        DocumentError: it is none, or lacks what no person could guess.
    """
    if not isinstance(root, Fields):
        raise refusal(notes.file, "IM002", [(root.at, _("A CACAO file is an object with the key 'workflow'."))])
    seen: list[Values] = []
    top = Values(root, notes, seen, _("the playbook"))
    _refuse_strangers(top, notes)
    playbook = _playbook(top, notes)
    _secrets(seen, notes)
    leftovers(seen, notes)
    return playbook


def _refuse_strangers(top: Values, notes: Notes) -> None:
    kind = top.text("type")
    if "workflow" not in top:
        said = _("This is no CACAO playbook: 'workflow' is missing.")
        raise refusal(notes.file, "IM002", [(top.at, said)])
    if not isinstance(top.node.fields["workflow"], Fields):
        said = _("'workflow' must be an object that holds each step under its id.")
        raise refusal(notes.file, "IM002", [(top.place("workflow"), said)])
    if kind not in _TYPES:
        notes.tolerated(_("'type' should be 'playbook', not '{type}'.").format(type=kind), top.place("type"))


def _playbook(top: Values, notes: Notes) -> Playbook:
    version = _version(top, notes)
    if not is_identifier(top.text("id")):
        notes.tolerated(_("The id of the playbook should be playbook-- and a UUID."), top.place("id"))
    top.ignore(*_SAYS_NOTHING)
    ours = _ours(top)
    if ours:
        top.ignore("priority")  # the tier says the same
    variables = _variables(top)
    steps = read_steps(top, notes, variables)
    return Playbook(
        id=top.text("id"),
        version=version,
        name=one_line(top.text("name")),
        description=top.text("description"),
        created_by=top.text("created_by"),
        modified_on=_day(top.text("modified")) or _day(top.text("created")),
        kinds=tuple(text for text, _at in top.texts("playbook_types")),
        labels=tuple(text for text, _at in top.texts("labels")),
        severity=top.number("severity"),
        start=top.text("workflow_start"),
        exception=top.text("workflow_exception"),
        steps=steps,
        parties=_parties(top, notes),
        variables=variables,
        is_revoked=top.flag("revoked"),
        references=_references(top, steps),
        ours=ours,
        at=top.at,
    )


def _version(top: Values, notes: Notes) -> str:
    written = top.text("spec_version")
    version = VERSIONS.get(written.lower())
    if version is None:
        said = _("The version '{version}' is not known; the file is read as CACAO 2.0.")
        notes.tolerated(said.format(version=written), top.place("spec_version"))
    elif written != "cacao-2.0" and version == "2.0":
        said = _("'spec_version' should be 'cacao-2.0', not '{version}'.").format(version=written)
        notes.tolerated(said, top.place("spec_version"))
    return version or "2.0"


def _variables(top: Values) -> dict[str, Variable]:
    return {name: variable(name, values) for name, values in top.entries("playbook_variables", _("a variable")).items()}


def _parties(top: Values, notes: Notes) -> dict[str, Party]:
    found: dict[str, Party] = {}
    for key in ("agent_definitions", "target_definitions", "agents", "targets"):
        for name, values in top.entries(key, _("an agent or a target")).items():
            kind = values.text("type") or name.partition("--")[0]
            title = one_line(values.text("name")) or name
            found[name] = Party(id=name, kind=kind, name=title)
            if kind not in PEOPLE | MACHINES:
                said = _("CACAO knows no agents of the type '{type}'; '{name}' is taken for a machine.")
                notes.tolerated(said.format(type=kind, name=title), values.place("type"))
            _contact(values, title, notes)
    return found


def _contact(values: Values, title: str, notes: Notes) -> None:
    """How to reach somebody is not copied; an address that cannot be one is told."""
    if "contact" not in values:
        return
    values.ignore("contact")
    said = _("How to reach '{name}' is not copied: people.yaml says how people are reached.")
    notes.left_out(said.format(name=title), values.place("contact"))
    node = values.node.fields["contact"]
    mails = node.fields.get("email") if isinstance(node, Fields) else None
    for mail in mails.fields.values() if isinstance(mails, Fields) else ():
        if not isinstance(mail, Scalar) or not _MAIL.fullmatch(str(mail.value)):
            notes.tolerated(_("A mail address of '{name}' is none.").format(name=title), mail.at)


def _references(top: Values, steps: dict[str, WorkflowStep]) -> tuple[Reference, ...]:
    """Those of the playbook, then of its steps; each once."""
    found = [*references(top), *_markings(top), *(each for step in steps.values() for each in step.references)]
    return tuple({(each.title, each.where): each for each in found}.values())


def _markings(top: Values) -> list[Reference]:
    """Data markings stay visible: they say who may see the runbook."""
    definitions = top.entries("data_marking_definitions", _("a data marking"))
    found = []
    for name, _at in top.texts("markings"):
        values = definitions.get(name)
        parts = [values.text(key) for key in ("tlpv2_level", "statement", "name", "type")] if values else []
        title = next(filter(None, map(one_line, parts)), name)
        found.append(Reference(title=_("Marking: {name}").format(name=title), where=name))
    for values in definitions.values():
        values.ignore("id", "spec_version", "created_by", "created", "modified", "type", "name")
    return found


def _ours(top: Values) -> dict[str, Plain]:
    inner = top.object("playbook_extensions", _("the extensions"))
    kept = inner.plain(EXTENSION) if inner else None
    return kept if isinstance(kept, dict) else {}


def _secrets(seen: list[Values], notes: Notes) -> None:
    for values in seen:
        for key in _SECRETS:
            if key in values:
                values.ignore(key)
                notes.left_out(_("Sign-in data is left out on purpose."), values.place(key))


def _day(written: str) -> str:
    """The date of an instant, '' where it has none; the name of the file's day is taken then."""
    try:
        return date.fromisoformat(written[:10]).isoformat()
    except ValueError:
        return ""
