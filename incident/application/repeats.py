"""Whether a command that comes again under a known id is the same command.

Apart from the service, because of what must not be stored for it: a digest over
words would let somebody try out what was erased since. So the digest leaves the
words out, and the words themselves are compared with those in the log. It leaves
out what stands at its default too, so that it means the same to a later program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Final

from incident.application.messages.echoes import texts_of
from incident.domain import commands as c
from incident.domain.content import FreeText
from incident.domain.events import FactRecorded, MessageDrafted, Recorded
from incident.domain.hashing import sha256
from incident.domain.runbooks.conditions import Value

__all__ = ["TYPED", "canonical", "is_same_command", "request_digest", "words_of"]

TYPED: Final = frozenset(
    {
        "text",
        "because",
        "title",
        "value",
        "observed",
        "request",
        "where",
        "kept_at",
        "proof",
        "department",
        "limit",
        "risk",
        "change",
        "how",
        "worry",
        "half_decided",
        "half_typed",
        "next_action",
        "can_hurt",
        "due_next",
        "liked",
        "missed",
        "options",
        "lacked",
        "capacity",
    }
)
"""Fields of commands in which people type freely."""

_WORDS: Final = TYPED | {"contact", "file", "reference", "sha256"}
"""Those that carry somebody's words: also what a file and a receipt are called, which no other way may be written."""


def request_digest(incident_id: str, command: c.Command) -> str:
    """Hex SHA-256 over the command and the incident it is for, without the words that it carries.

    `incident_id` is '' for a declaration, which takes whatever id is free.
    """
    bare = command.changed(**{name: "" for name, _ in _words(command) if name in _WORDS})
    if not isinstance(bare, c.AddNote):
        bare = _as_asked(bare)
    return sha256(f"{incident_id}\n{canonical(bare)}".encode()).hexdigest()


def _as_asked(bare: c.Command) -> c.Command:
    """The command without what others have put into it, and without more words."""
    if isinstance(bare, c.CompleteStep | c.SendMessage | c.CorrectMessage):
        bare = bare.changed(as_read=None)  # words as well, and their times are those of one reading
    if isinstance(bare, c.CompleteStep) and bare.facts:
        bare = bare.changed(facts=_without_words(bare.facts))
    if isinstance(bare, c.DeclareIncident):
        bare = bare.changed(facts=_without_words(bare.facts or {}), held_to=None, titles=None)  # the workspace says
    if isinstance(bare, c.AddEvidence):
        bare = bare.changed(parts=())  # the bytes of a file, as above
    if isinstance(bare, c.ReleaseInject):
        bare = bare.changed(words={})
    if isinstance(bare, c.PauseExercise | c.ResumeExercise):
        bare = bare.changed(after=None)  # the log says it
    if isinstance(bare, c.PrepareExercise):
        bare = bare.changed(briefing={}, programmed=None)  # the plan says it
    if isinstance(bare, c.ReceiveCases):  # customers' words, what is there already, and what the workspace says
        bare = bare.changed(cases=(), known=(), limits=c.ReceiveCases.__defaults__["limits"])
    if isinstance(bare, c.PlanAction):
        bare = bare.changed(repeats=())  # the logs of others say it
    if isinstance(bare, c.ShowContacts | c.ProposeErasure | c.ConfirmErasure | c.DeclineErasure | c.OfTheOwner):
        bare = bare.changed(shown_to=())  # the workspace says it
    if isinstance(bare, c.ProposeErasure | c.ConfirmErasure | c.DeclineErasure):
        bare = bare.changed(authors=())  # the log says it
    if isinstance(bare, c.ConfirmErasure | c.DeclineErasure):
        bare = bare.changed(known=())  # the workspace says it
    if isinstance(bare, c.PinObligations):
        bare = bare.changed(held_to=None)  # as above
    if getattr(bare, "stock", None) is not None:
        bare = bare.changed(stock=None)  # what there is changes, and what was asked for does not
    return bare


def _without_words(facts: Mapping[str, Value]) -> Mapping[str, Value]:
    return {key: "" if isinstance(value, str) else value for key, value in facts.items()}


def canonical(value: object) -> str:
    """The value in words of its own, without what stands at its default: a later program's fields change nothing."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{canonical(key)}: {canonical(each)}" for key, each in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "(" + ", ".join(map(canonical, value)) + ")"
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(map(canonical, value))) + "}"
    if not is_dataclass(value):
        return repr(value)
    stated = ((each, getattr(value, each.name)) for each in fields(value))
    said = (f"{each.name}={canonical(given)}" for each, given in stated if given != _default(each))
    return f"{type(value).__name__}({', '.join(said)})"


def _default(of: Field[object]) -> object:
    return of.default if of.default_factory is MISSING else of.default_factory()


def is_same_command(command: c.Command, entries: Sequence[Recorded]) -> bool:
    """Whether the words of the command are those that its entries carry; erased words match any, and so do none."""
    said = set(_said(entries))
    return not said or None in said or all(words.strip() in said for _, words in _words(command) if words.strip())


def words_of(command: c.Command) -> Sequence[str]:
    """The words that the command carries."""
    stated = command.facts if isinstance(command, c.CompleteStep) and command.facts else {}
    return [
        *(words for _, words in _words(command)),
        *(f"{fact}={value}" for fact, value in stated.items() if value is not None),
    ]


def _words(command: c.Command) -> Iterator[tuple[str, str]]:
    for name in command.__names__:
        value = getattr(command, name)
        if name in _WORDS and type(value) is str:  # and not one of a few words
            yield name, value
    if isinstance(command, c.AddNote):
        return
    if isinstance(command, c.CorrectMessage) and command.as_read and not command.template:
        yield from (("as_read", str(wording.body)) for wording in command.as_read.values())


def _said(entries: Iterable[Recorded]) -> Iterator[str | None]:
    """Every text in the entries; None for one that was erased."""
    for entry in entries:
        if isinstance(entry.event, MessageDrafted):
            yield from (text.words for text in texts_of(entry.event))
        names: Mapping[str, object] = getattr(type(entry.event), "__dataclass_fields__", {})
        for name in names:
            value = getattr(entry.event, name)
            if isinstance(value, FreeText):
                yield value.words
        if isinstance(entry.event, FactRecorded) and isinstance(entry.event.value, str):
            yield entry.event.value
