"""A first runbook from five answers, in both languages, with the messages that its steps send.

Apart from the questions, which are the interface's; the forms lie beside this file, a folder a language.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.slugs import slug
from incident.adapters.documents.writing.endings import ending
from incident.adapters.documents.writing.marks import TO_TRANSLATE
from incident.domain.frozen import Frozen
from incident.domain.hashing import sha256
from incident.i18n import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

__all__ = ["Answers", "first_runbook", "id_for"]

_TENTH: Final = 10
_ID_LENGTH: Final = 60
_MARK_LENGTH: Final = 4
_MESSAGE_LENGTH: Final = 32
"""So that an id of a message, with what is added to it, is at most 40 long."""


class Answers(Frozen):
    """What a person said about their runbook."""

    id: str
    title: str
    family: str
    applies: str
    """When it is taken out, in one line."""
    owner: str
    share: float | None
    """Percent of customers from which on it is tier 1; None where a question decides."""
    gravest: str = ""
    """The question whose 'yes' makes it tier 1."""
    language: str
    """Of these words."""
    today: date


class _Form(Template):
    """Text with places such as `§title`: `$` is taken by the messages."""

    delimiter = "§"
    idpattern = "[a-z_]+"


def first_runbook(answers: Answers) -> Mapping[str, str]:
    """The texts of all files, by their paths in a workspace."""
    return {
        f"{folder}/{answers.id}.{language}.yaml": _filled(f"{form}.yaml", language, answers)
        for folder, form in (("runbooks", "runbook"), ("templates", "templates"))
        for language in LANGUAGES
    }


def id_for(title: str, family: str, taken: Collection[str]) -> str:
    """An id that nobody has: the family, then what of the title can be written in small letters."""
    words = slug(title, longest=_ID_LENGTH - len(family) - len(".-999"))
    name = f"{family}.{words or 'runbook'}"
    tries = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(each for each in tries if each not in taken)


def _filled(form: str, language: str, answers: Answers) -> str:
    text = files("incident.adapters.documents.writing").joinpath(language, form).read_text("utf-8")
    mark = "" if language == answers.language else f"  # {TO_TRANSLATE[language]}"
    question = f"  gravest: {{ask: {_quoted(answers.gravest)}, type: yes_no}}{mark}\n"
    by_share = answers.share is not None
    return _Form(text).substitute(
        id=answers.id,
        title=_quoted(answers.title),
        applies=_quoted(answers.applies),
        title_mark=mark,
        applies_mark=mark,
        family=answers.family,
        owner=answers.owner,
        today=answers.today.isoformat(),
        gravest="" if by_share else question,
        gravest_recorded="affected_share" if by_share else "gravest, affected_share",
        major=f"affected_share >= {_percent(answers.share or 0)}" if by_share else "gravest",
        not_major=f"affected_share < {_percent(answers.share or 0)}" if by_share else "not gravest",
        serious=_percent((answers.share or _TENTH) / _TENTH),
        messages=_message_name(answers.id),
        **ending(answers.family, language),
    )


def _message_name(runbook_id: str) -> str:
    """What its messages are called by: the id; a long one ends at a word, with a mark so that no other has its name."""
    name = re.sub(r"[^a-z0-9]+", "-", runbook_id).strip("-")
    if len(name) <= _MESSAGE_LENGTH:
        return name
    mark = sha256(runbook_id.encode()).hexdigest()[:_MARK_LENGTH]
    return f"{name[: _MESSAGE_LENGTH - _MARK_LENGTH].rpartition('-')[0]}-{mark}"


def _percent(share: float) -> str:
    return f"{share:.4f}".rstrip("0").rstrip(".") + "%"


def _quoted(words: str) -> str:
    """The words as a YAML text in double quotes, whatever is in them."""
    return json.dumps(words, ensure_ascii=False)
