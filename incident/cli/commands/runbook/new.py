"""`incident runbook new`: five questions, and a runbook in two languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Final

import click

from incident.cli.arguments import json_output
from incident.cli.asking import Asked, answers_to
from incident.cli.output import print_data, print_json, say
from incident.cli.parameters import RUNBOOK_ID
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.writing import about_to_write
from incident.i18n import LANGUAGES, N_, _, current
from incident.wording.cells import cells
from incident.wording.errors import say_problem
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from incident.adapters.documents.writing.first import Answers
    from incident.cli.wiring import Runbooks

__all__ = ["new"]

_SHAPE: Final = "{version, id, paths}"
_FAMILIES: Final = {
    "service-outage": N_("a service or channel is down"),
    "complaint-surge": N_("many complaints at once"),
    "data-security": N_("data lost, seen or taken"),
    "site-emergency": N_("people or a place in danger"),
    "policy-change": N_("many questions after a change of rules"),
    "other": N_("something else"),
}
_ID: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
_MOST_CELLS: Final = {"--title": 60, "--when": 120, "--tier-1": 66}
_LONGEST_ID: Final = 40
_ALL: Final = 100
"""Percent."""

_TITLE: Final = Asked(option="--title", question=N_("What is it called, in a few words?"))
_FAMILY: Final = Asked(option="--family", question=N_("Which kind is it?"))
_WHEN: Final = Asked(option="--when", question=N_("When is it taken out: what is reported, by whom?"))
_OWNER: Final = Asked(
    option="--owner", question=N_("Which role owns it and reviews it every 90 days?"), default="duty-manager"
)
_SIZE: Final = Asked(
    option="--tier-1",
    question=N_("From what size on is it tier 1: a share of customers, or a yes-or-no question?"),
    default="10%",
)


@command("new", json_shape=_SHAPE)
@option("--title", metavar="WORDS", help=N_("What it is called."))
@option("--family", metavar="NAME", help=N_("Which kind it is, such as service-outage."))
@option("--when", metavar="WORDS", help=N_("When it is taken out."))
@option("--owner", metavar="ROLE", help=N_("Who reviews it, such as duty-manager."))
@option("--tier-1", "size", metavar="WORDS", help=N_("From when on it is tier 1: 10%, or a yes-or-no question."))
@option("--id", "runbook_id", type=RUNBOOK_ID, metavar="ID", help=N_("Its id, if not made of kind and title."))
@json_output
@pass_session
def new(session: Session, /, *, runbook_id: str | None, as_json: bool, **given: str | None) -> None:
    """Ask what was not said, write the files, and say what comes next."""
    from incident.adapters.documents.writing.first import first_runbook  # here, as below: once in a runbook's life
    from incident.adapters.documents.writing.saving import save

    library = session.wiring.runbooks(session.options)
    folder = library.folder.parent
    answers = _answers(session, library, runbook_id, given)
    texts = {folder / path: text for path, text in first_runbook(answers).items()}
    with about_to_write(str(folder), "--workspace"):
        save({path: text.encode() for path, text in texts.items()})
    if as_json:
        print_json({"id": answers.id, "paths": [str(path) for path in texts]})
    for path in () if as_json else texts:
        print_data(clean_line(str(path)))
    _say_next(session, answers, [path for path in texts if path.parent == library.folder])


def _say_next(session: Session, answers: Answers, runbooks: list[Path]) -> None:
    for problem in session.wiring.check_runbooks([str(path) for path in runbooks], session.options):
        say(say_problem(problem))
    other = next(language for language in LANGUAGES if language != answers.language)
    foreign = next(str(path) for path in runbooks if path.name.endswith(f"{other}.yaml"))
    say(_("The runbook '{id}' is written; --id gives it another id.").format(id=answers.id))
    said = _("In {path} your own words stand as you typed them: translate what is marked.")
    say(said.format(path=clean_line(foreign)))
    say(_("Next: put your own steps into both files. Then look at it, check it, print it:"))
    for verb in ("show", "check", "print"):
        say(f"  incident runbook {verb}" + ("" if verb == "check" else f" {answers.id}"))


def _answers(session: Session, library: Runbooks, runbook_id: str | None, given: Mapping[str, str | None]) -> Answers:
    from incident.adapters.documents.writing.first import Answers, id_for

    shelved = list(library.shelved())
    taken = {each.id for each in shelved}
    if runbook_id is not None:
        _refuse_id(runbook_id, taken)
    kinds = {each.outline.family for each in shelved if each.outline}
    said = answers_to(session, _questions(sorted(kinds - set(_FAMILIES))), given)
    share = _share(said["size"])
    say(_understood(share, said["size"]))
    return Answers(
        id=runbook_id or id_for(said["title"], said["family"], taken),
        title=said["title"],
        family=said["family"],
        applies=said["when"],
        owner=said["owner"],
        share=share,
        gravest="" if share is not None else said["size"],
        language=current(),
        today=session.wiring.today(session.options),
    )


def _understood(share: float | None, typed: str) -> str:
    """What the last answer was taken for: a bare number could mean a share or a count."""
    if share is None:
        return _("Tier 1 is taken to hold when the answer is yes: {question}").format(question=typed)
    return _("Tier 1 is taken to begin at {share}% of customers.").format(share=f"{share:g}")


def _questions(more_kinds: Collection[str]) -> dict[str, tuple[Asked, Callable[[str], str]]]:
    """Each question with what makes an answer of what was typed; it raises `ValueError` with a sentence."""
    kinds = [*_FAMILIES, *more_kinds]
    choice = [
        f"  {number}  {kind}  {_(_FAMILIES.get(kind, ''))}".rstrip() for number, kind in enumerate(kinds, start=1)
    ]
    return {
        "title": (_TITLE, lambda typed: _words(typed, "--title")),
        "family": (_FAMILY.listing(choice), lambda typed: _kind(typed, kinds)),
        "when": (_WHEN, lambda typed: _words(typed, "--when")),
        "owner": (_OWNER, _role),
        "size": (_SIZE, _size),
    }


def _words(typed: str, option_name: str) -> str:
    most = _MOST_CELLS[option_name]
    if cells(typed) > most:
        raise ValueError(_("That takes {cells} cells; there is room for {most}.").format(cells=cells(typed), most=most))
    if "$" in typed:
        raise ValueError(_("Leave out the sign '$': in a runbook it stands for a value."))
    return typed


def _kind(typed: str, kinds: list[str]) -> str:
    name = typed.lower()
    if name.isdecimal() and 1 <= int(name) <= len(kinds):
        return kinds[int(name) - 1]
    if name not in kinds:
        raise ValueError(_("Choose one of: {kinds}.").format(kinds=_(", ").join(kinds)))
    return name


def _role(typed: str) -> str:
    name = re.sub(r"[\s_]+", "-", typed.lower())
    if not re.fullmatch(_ID, name) or len(name) > _LONGEST_ID:
        raise ValueError(_("Write the role in small English letters, such as duty-manager."))
    return name


def _size(typed: str) -> str:
    if _share(typed) is not None:
        return typed
    if re.fullmatch(r"[\d.,\s%％]+", typed):
        raise ValueError(_("Write a share such as 10%, at most 100%, or a question that is answered with yes or no."))
    return _words(typed, "--tier-1")


def _share(typed: str) -> float | None:
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?)\s*[%％]?", typed)
    return float(found[1]) if found and 0 < float(found[1]) <= _ALL else None


def _refuse_id(runbook_id: str, taken: Collection[str]) -> None:
    if runbook_id in taken:
        said = _("There is a runbook '{id}' already, and an id is never used twice.")
        raise click.BadParameter(said.format(id=runbook_id), param_hint="--id")
