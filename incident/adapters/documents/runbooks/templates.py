"""Messages before their values are filled in, and what they may ask to be filled.

Apart from runbooks, because several of them share their messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Template
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.adapters.documents.runbooks.model import TemplateFile, TemplatesFile
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.adapters.documents.runbooks.documents import Document
    from incident.application.errors import Problem
    from incident.domain.runbooks.runbook import Runbook

__all__ = ["ALWAYS", "Message", "collect", "malformed", "placeholders", "used"]

ALWAYS: Final = ("title", "incident", "tier", "since", "next_update", "contact")
"""Placeholders that every message can use, beside the facts of its runbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One template of one language."""

    id: str
    file: TemplateFile
    place: Place


def collect(documents: Sequence[Document]) -> dict[tuple[str, str], Message]:
    """All templates by language and id; of two with the same, the earlier document's."""
    messages: dict[tuple[str, str], Message] = {}
    for document in documents:
        if not isinstance(document.file, TemplatesFile) or document.place is None:
            continue
        for name, file in document.file.templates.items():
            place = document.place / "templates" / name
            messages.setdefault((document.file.language, name), Message(id=name, file=file, place=place))
    return messages


def used(compiled: Compiled, messages: Mapping[tuple[str, str], Message]) -> tuple[dict[str, str], list[Problem]]:
    """The words of the templates that a runbook's steps use, and what is wrong with them."""
    words: dict[str, str] = {}
    problems: list[Problem] = []
    language = compiled.language
    for step in compiled.runbook.steps():
        if step.template is None:
            continue
        message = messages.get((language, step.template))
        if message is None:
            problems.append(_missing(compiled, step.id, step.template, messages))
            continue
        words[f"template.{step.template}.title"] = message.file.title
        words[f"template.{step.template}.body"] = message.file.body
        problems += [*malformed(message), *_unfilled(message, compiled.runbook)]
    return words, problems


def placeholders(text: str) -> list[str]:
    """The names that a text asks to be filled."""
    return Template(text).get_identifiers()


def malformed(message: Message) -> Iterator[Problem]:
    """Every '$' in a message that asks for nothing."""
    for key, text in (("title", message.file.title), ("body", message.file.body)):
        if not Template(text).is_valid():
            said = _("A '$' starts no placeholder here.")
            yield problem(
                message.place / key, "RB002", said, _("Write ${name} for a value, or $$ for the sign itself.")
            )


def _unfilled(message: Message, runbook: Runbook) -> Iterator[Problem]:
    known: Collection[str] = {*ALWAYS, *(fact.id for fact in runbook.facts)}
    for key, text in (("title", message.file.title), ("body", message.file.body)):
        for name in placeholders(text):
            if name not in known:
                said = _("The runbook '{id}' has no fact '{name}' to fill this message with.")
                said = said.format(id=runbook.id, name=name)
                yield problem(message.place / key, "RB008", said, did_you_mean(name, known))


def _missing(compiled: Compiled, step: str, template: str, messages: Mapping[tuple[str, str], Message]) -> Problem:
    said = _("There is no template '{template}' in '{language}'.")
    known = [name for language, name in messages if language == compiled.language]
    place = compiled.places[f"step.{step}"] / "template"
    said = said.format(template=template, language=compiled.language)
    form = _("Write it below 'templates' in a file of the folder templates: its id, with a title and a body.")
    return problem(place, "RB022", said, did_you_mean(template, known) or form)
