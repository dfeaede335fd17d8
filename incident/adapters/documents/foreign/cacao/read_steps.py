"""Reads the steps of a CACAO workflow: what kind each is, where it leads, what it does."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.cacao.ids import EXTENSION, KINDS, is_identifier
from incident.adapters.documents.foreign.cacao.model import Command, Kind, Pointer, Variable, WorkflowStep
from incident.adapters.documents.foreign.cacao.parts import references, variable
from incident.adapters.documents.foreign.cacao.values import Values
from incident.adapters.documents.foreign.notes import refusal
from incident.adapters.documents.foreign.plain_words import cleaned, one_line
from incident.adapters.documents.reading.nodes import Scalar
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.foreign.notes import Notes
    from incident.adapters.documents.reading.nodes import Mark, Plain

__all__ = ["read_steps"]

_NEXT: Final = ("on_completion", "on_success", "next_step", "next", "on_complete")
_FAILURE: Final = ("on_failure", "on_error", "on_timeout")
_BRANCHES: Final = {"on_true": "on_true", "on_success": "on_true", "on_false": "on_false", "on_failure": "on_false"}
_LONGEST: Final = 3e10
"""Milliseconds, most of a year."""
_CASES: Final = ("cases", "conditions")


class _Wrong(Exception):
    def __init__(self, at: Mark, message: str) -> None:
        super().__init__(message)
        self.at, self.message = at, message


def read_steps(top: Values, notes: Notes, variables: dict[str, Variable]) -> dict[str, WorkflowStep]:
    """Every step by its id; variables of steps join those of the playbook.

    Raises:
        DocumentError: pointers of steps are no ids; carries all of them.
    """
    found: dict[str, WorkflowStep] = {}
    wrong: list[tuple[Mark, str]] = []
    for step_id, values in top.entries("workflow", _("a step")).items():
        try:
            found[step_id] = _step(step_id, values, notes, variables)
        except _Wrong as error:
            wrong.append((error.at, error.message))
    if wrong:
        raise refusal(notes.file, "IM002", wrong)
    return found


def _step(step_id: str, values: Values, notes: Notes, variables: dict[str, Variable]) -> WorkflowStep:
    kind = _kind(step_id, values, notes)
    if not is_identifier(step_id):
        notes.tolerated(_("The id of a step should be its type, two dashes and a UUID."), values.at)
    _step_variables(values, variables)
    branches = _branches(kind, values, notes)
    agent = values.text("agent")
    values.ignore("step_uuid", "id")
    return WorkflowStep(
        id=step_id,
        kind=kind,
        name=one_line(values.text("name")),
        description=values.text("description"),
        at=values.at,
        next=_first(values, _NEXT if not branches or kind is not Kind.IF else ("on_completion",)),
        failure=_first(values, _FAILURE if kind is not Kind.IF else ()),
        branches=branches,
        condition=one_line(values.text("switch") if kind is Kind.SWITCH else values.text("condition")),
        commands=_commands(values, notes),
        agent=agent,
        targets=tuple(text for key in ("targets", "target", "target_ids") for text, _at in _names(values, key)),
        out_args=tuple(text for text, _at in values.texts("out_args")),
        delay=_positive(values, "delay", notes),
        timeout=_positive(values, "timeout", notes),
        playbook_id=values.text("playbook_id"),
        references=tuple(references(values)),
        ours=_ours(values, notes),
    )


def _kind(step_id: str, values: Values, notes: Notes) -> Kind:
    written = values.text("type")
    if written in KINDS:
        if written in set(Kind) | {"single", "playbook"}:
            return KINDS[written]
        kind = _by_keys(values) or KINDS[written]
        said = _("'{type}' is no type of CACAO; the step is read as '{kind}'.").format(type=written, kind=kind)
        notes.tolerated(said, values.place("type"))
        return kind
    kind = _guessed(step_id, values)
    said = _("The type '{type}' of a step is not known; it is read as '{kind}'.").format(type=written, kind=kind)
    notes.tolerated(said, values.place("type"))
    return kind


def _guessed(step_id: str, values: Values) -> Kind:
    return KINDS.get(step_id.partition("--")[0]) or _by_keys(values) or Kind.ACTION


def _by_keys(values: Values) -> Kind | None:
    for key, kind in (
        ("next_steps", Kind.PARALLEL),
        ("cases", Kind.SWITCH),
        ("conditions", Kind.SWITCH),
        ("on_true", Kind.IF),
        ("playbook_id", Kind.PLAYBOOK),
    ):
        if key in values:
            return kind
    return None


def _branches(kind: Kind, values: Values, notes: Notes) -> tuple[Pointer, ...]:
    match kind:
        case Kind.PARALLEL:
            return tuple(
                Pointer(label=f"{number}", targets=(text,), at=at)
                for number, (text, at) in enumerate(values.texts("next_steps"), start=1)
            )
        case Kind.SWITCH:
            return _cases(values)
        case Kind.IF | Kind.WHILE:
            return _yes_and_no(kind, values, notes)
        case _:
            return ()


def _yes_and_no(kind: Kind, values: Values, notes: Notes) -> tuple[Pointer, ...]:
    keys = ["on_true", "on_false"]
    if kind is Kind.IF and "on_true" not in values and "on_success" in values:
        keys = ["on_success", "on_failure"]
        notes.tolerated(_("A condition leads on by 'on_true' and 'on_false', not by 'on_success'."), values.at)
    found = []
    for key in keys:
        pointer = _pointer(values, key)
        if pointer is not None:
            found.append(Pointer(label=_BRANCHES[key], targets=pointer.targets, at=pointer.at))
    return tuple(found)


def _cases(values: Values) -> tuple[Pointer, ...]:
    for key in _CASES:
        inner = values.object(key, _("the cases"))
        if inner is not None:
            found = [(case, _pointer(inner, case)) for case in inner.keys()]  # noqa: SIM118 - not a dict
            return tuple(
                Pointer(label=one_line(case), targets=each.targets, at=each.at) for case, each in found if each
            )
    return ()


def _first(values: Values, keys: tuple[str, ...]) -> Pointer | None:
    found = [pointer for pointer in (_pointer(values, key) for key in keys) if pointer is not None]
    return found[0] if found else None


def _pointer(values: Values, key: str) -> Pointer | None:
    if key not in values:
        return None
    targets = values.texts(key)
    node = values.node.fields[key]
    is_nothing = isinstance(node, Scalar) and node.value in {None, ""}
    if (isinstance(node, Scalar) and not isinstance(node.value, str | None)) or (not targets and not is_nothing):
        said = _("'{key}' must name a step by its id.").format(key=key)
        raise _Wrong(values.place(key), said)
    return Pointer(label=key, targets=tuple(text for text, _at in targets), at=targets[0][1]) if targets else None


def _names(values: Values, key: str) -> list[tuple[str, Mark]]:
    """Ids of targets; CACAO 1.0 lets the target itself stand there."""
    node = values.node.fields.get(key)
    return values.texts(key) if not hasattr(node, "fields") else []


def _commands(values: Values, notes: Notes) -> tuple[Command, ...]:
    found = []
    for each in values.objects("commands", _("a command")) + values.objects("command", _("a command")):
        text = each.text("command") or _decoded(each, "command_b64", notes)
        body = each.text("content") or _decoded(each, "content_b64", notes)
        parts = [part.strip("\n") for part in (text, body) if part.strip()]
        description = one_line(each.text("description"))
        found.append(Command(kind=each.text("type") or "manual", description=description, text="\n\n".join(parts)))
    return tuple(found)


def _decoded(values: Values, key: str, notes: Notes) -> str:
    written = values.text(key)
    if not written:
        return ""
    try:
        return cleaned(base64.b64decode("".join(written.split()), validate=True).decode())
    except (binascii.Error, UnicodeDecodeError, ValueError):
        notes.not_kept(_("'{key}' is no text in base64; it stays in the original only.").format(key=key), values.at)
        return ""


def _positive(values: Values, key: str, notes: Notes) -> float:
    number = values.number(key)
    if number is not None and not 0 <= number < _LONGEST:
        said = _("'{key}' is no length of time: {value}.").format(key=key, value=f"{number:g}")
        notes.tolerated(said, values.place(key))
        return 0
    return number or 0


def _step_variables(values: Values, variables: dict[str, Variable]) -> None:
    for name, each in values.entries("step_variables", _("a variable")).items():
        variables.setdefault(name, variable(name, each))


def _ours(values: Values, notes: Notes) -> dict[str, Plain]:
    inner = values.object("step_extensions", _("the extensions"))
    if inner is None:
        return {}
    kept = inner.plain(EXTENSION)
    inner.ignore(*inner.keys())
    if kept is None:
        notes.not_kept(_("Extensions of a step, such as its place in a drawing, stay in the original only."), inner.at)
    return kept if isinstance(kept, dict) else {}
