"""`incident runbook list`: what there is to declare with, whose it is, and whether its review is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from incident.cli.arguments import json_output
from incident.cli.exits import Exit
from incident.cli.output import print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command
from incident.i18n import N_, _, ngettext
from incident.wording.cells import wrap
from incident.wording.errors import say_problem
from incident.wording.outlines import family_word, listed_title
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.adapters.documents.collection import Shelved
    from incident.domain.runbooks.outline import Outline

__all__ = ["list_runbooks"]

_SHAPE: Final = (
    "{version, runbooks: [{id, revision, title, family, owner, languages, steps, status, reviewed, review_due, "
    "review_overdue, own, hides_shipped, valid, errors}]}"
)
_STATUSES: Final = {"draft": N_("draft"), "active": N_("active"), "retired": N_("retired")}


@command("list", json_shape=_SHAPE)
@json_output
@pass_session
def list_runbooks(session: Session, *, as_json: bool) -> None:
    """Print two lines a runbook; what is wrong with a broken one is said beside it."""
    shelved = list(session.wiring.runbooks(session.options).shelved())
    today, errors = session.wiring.today(session.options), _errors(session, shelved)
    if as_json:
        print_json({"runbooks": [_shape(each, today, errors[each.id]) for each in shelved]})
    elif shelved:
        rows = (line for each in shelved for line in _lines(each, today, errors[each.id], session.width))
        print_data("\n".join(rows))
    else:
        say(_("There is no runbook."))
    if errors:
        say(_("'incident runbook check' tells what is wrong with the runbooks that have ERRORS."))
    _say_broken(shelved)


def _errors(session: Session, shelved: list[Shelved]) -> Counter[str]:
    """How many errors the checker finds in each of the team's own runbooks that can be declared with."""
    readable = {each.id for each in shelved if each.is_own and each.outline is not None}
    if not readable:
        return Counter()
    # here: yaml, and few look at a list of their own runbooks
    from incident.adapters.documents.reading.sources import scan

    folder = session.wiring.runbooks(session.options).folder
    ids = {source.name: source.id for source in scan([folder])}
    problems = session.wiring.check_runbooks([str(folder)], session.options)
    found = (ids.get(problem.path, "") for problem in problems if problem.severity == "error")
    return Counter(name for name in found if name in readable)


def _say_broken(shelved: list[Shelved]) -> None:
    broken = [each for each in shelved if each.outline is None]
    for problem in dict.fromkeys(each.problems[0] for each in broken if each.problems):  # one file may stop many
        say(say_problem(problem))
    if broken:
        say(_("What is BROKEN cannot be declared with. 'incident runbook check' tells everything that is wrong."))
        raise click.exceptions.Exit(Exit.DOCUMENT)


def _lines(each: Shelved, today: date, errors: int, width: int) -> Iterator[str]:
    """What it is called, and below that how it stands."""
    yield from wrap(f"{clean_line(each.id)}  {_title(each)}", width)
    told = [_("your own") if each.is_own else _("shipped")]
    told += [_("instead of the shipped one")] if each.hides_shipped else []
    if each.outline is None:
        told.append(_("BROKEN"))
    else:
        book = each.outline
        told += [
            ngettext("{count} ERROR", "{count} ERRORS", errors).format(count=errors) if errors else "",
            _(_STATUSES[each.status]) if each.status else "",
            _("revision {revision}").format(revision=book.revision),
            family_word(book.family),
            " ".join(book.languages),
            _reviewed(book, today),
        ]
    yield from (f"    {line}" for line in wrap(_(", ").join(filter(None, told)), width - 4))


def _title(each: Shelved) -> str:
    return listed_title(each.outline) if each.outline else ""


def _reviewed(book: Outline, today: date) -> str:
    said = _("reviewed {date}").format(date=book.reviewed_on)
    return _("{reviewed}, OVERDUE since {date}").format(reviewed=said, date=_due(book)) if today > _due(book) else said


def _due(book: Outline) -> date:
    return date.fromisoformat(book.reviewed_on) + book.review_every


def _shape(each: Shelved, today: date, errors: int) -> dict[str, object]:
    book = each.outline
    return {
        "id": each.id,
        "revision": book.revision if book else None,
        "title": _title(each),
        "family": book.family if book else None,
        "owner": book.owner if book else None,
        "languages": list(book.languages) if book else [],
        "steps": book.steps if book else None,
        "status": each.status or None,
        "reviewed": book.reviewed_on if book else None,
        "review_due": _due(book).isoformat() if book else None,
        "review_overdue": today > _due(book) if book else None,
        "own": each.is_own,
        "hides_shipped": each.hides_shipped,
        "valid": book is not None,
        "errors": errors,
    }
