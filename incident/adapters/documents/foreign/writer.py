"""Writes a plan as the text of a runbook in our own format, its warnings on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import yaml

from incident.adapters.documents.foreign.defaults import header
from incident.adapters.documents.foreign.step_writer import StepWriter
from incident.adapters.documents.reading.strict_yaml import LARGEST
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.notes import Notes
    from incident.adapters.documents.foreign.tree import Phase, Plan
    from incident.adapters.documents.reading.nodes import Plain
    from incident.application.errors import Problem

__all__ = ["write"]

_SHOWN: Final = (4_000, 1_500, 500, 150, 0)
"""Characters of a shown text; fewer each time that the document is still too large."""
_ROOM: Final = 24 * 1024
"""Bytes for the warnings."""
_WIDTH: Final = 110
_MOST_COMMENTS: Final = 100


def write(plan: Plan, fitting: Fitting, notes: Notes) -> str:
    """The document, its warnings on top.

    Args:
        plan: what to write.
        fitting: says what we add, in the language of the runbook.
        notes: takes what cannot be written; its warnings become comments.
    """
    writer = StepWriter(fitting)
    phases: list[Plain] = [_phase(phase, writer) for phase in plan.phases]
    top = header(plan, fitting, notes) | {"phases": phases}
    names = top.pop("names")
    body = _dump({**top, "names": names})
    for longest in _SHOWN[1:]:
        if len(body.encode()) <= LARGEST - _ROOM:
            break
        if longest == _SHOWN[1]:
            notes.not_kept(_("The runbook would be too large; texts shown with its steps are shortened further."))
        _shorten(phases, longest)
        body = _dump({**top, "phases": phases, "names": names})
    return _comments(plan, notes.warnings()) + body


def _phase(phase: Phase, writer: StepWriter) -> dict[str, Plain]:
    told: dict[str, Plain] = {"id": phase.id, "title": phase.title, "exit": phase.exit}
    told |= {"exit": phase.given.get("exit")} if phase.given else {}
    told["limit"] = phase.given.get("limit")
    filled = {key: value for key, value in told.items() if value}
    return {**filled, "steps": writer.steps(phase.steps)}


def _shorten(node: Plain, longest: int) -> None:
    if isinstance(node, list):
        for item in node:
            _shorten(item, longest)
    elif isinstance(node, dict):
        shown = node.get("show")
        if isinstance(shown, str) and len(shown) > longest:
            node["show"] = shown[:longest].rstrip() + "…" if longest else "…"
        for value in node.values():
            _shorten(value, longest)


def _comments(plan: Plan, warnings: tuple[Problem, ...]) -> str:
    lines = [_("Imported from {file} ({format}).").format(file=plan.origin.file, format=plan.origin.format)]
    if warnings:
        lines.append(_("What a person must look at before this runbook is used:"))
    for each in warnings[:_MOST_COMMENTS]:
        place = f"{each.line}:{each.column} " if each.line else ""
        lines.append(f"- {each.rule} {place}{each.message}")
    if len(warnings) > _MOST_COMMENTS:
        lines.append(_("… and {count} more.").format(count=len(warnings) - _MOST_COMMENTS))
    return "".join(f"# {' '.join(line.split())}\n" for line in lines)


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, lists indented, no aliases: as a person would write it."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401 - as in the library
        del data
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 - as in the library
        del indentless
        super().increase_indent(flow, False)  # noqa: FBT003 - as in the library


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _dump(document: dict[str, Plain]) -> str:
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
