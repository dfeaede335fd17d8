"""`incident case list`: who waits, what is overdue first; nobody's name or contact in the clear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.application.cases.finding import Asked, CaseList
from incident.application.cases.finding import list_cases as listed
from incident.cli.arguments import incident_id, json_output
from incident.cli.commands.case.looking import look
from incident.cli.commands.case.shape import CASE_SHAPE, case_shape
from incident.cli.named import known_person
from incident.cli.output import print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.tables import table
from incident.domain.cases.register import register_of
from incident.i18n import N_, _, ngettext
from incident.wording.case_board import count_words
from incident.wording.case_finding import RowWords
from incident.wording.case_rows import FIRST, case_due, case_standing, shown_words, what_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from incident.domain.cases.register import Register
    from incident.domain.incident import Incident

__all__ = ["list_cases"]

_SHAPE: Final = f"{{version, id, total, open, overdue, untold, cases: [{CASE_SHAPE}]}}"
_MOST: Final = 200
"""Lines, where not all were asked for."""


@command("list", help=N_("List the cases of an incident, what is overdue first."), json_shape=_SHAPE)
@incident_id
@option("--overdue", is_flag=True, help=N_("Only those that have waited too long."))
@option("--open", "is_open", is_flag=True, help=N_("Only those that are not done."))
@option("--untold", is_flag=True, help=N_("Only those whose customers were not told what came of it."))
@option("--to-ask", is_flag=True, help=N_("Only those whose customers are to be asked whether they are content."))
@option("--priority", is_flag=True, help=N_("Only customers who are seen to first."))
@option("--owner", metavar="PERSON", help=N_("Only those that this person owns."))
@option("--find", "words", default="", metavar="WORDS", help=N_("Only those that hold these words."))
@option("--contacts", is_flag=True, help=N_("Find them by name and contact as well; that you looked is logged."))
@option("--all", "every", is_flag=True, help=N_("List all of them, however many."))
@json_output
@pass_session
def list_cases(
    session: Session,
    *,
    incident_id: str,
    overdue: bool,
    is_open: bool,
    untold: bool,
    to_ask: bool,
    priority: bool,
    owner: str | None,
    words: str,
    contacts: bool,
    every: bool,
    as_json: bool,
) -> None:
    """A line each."""
    incident, now = session.load(incident_id), session.now()
    register = register_of(incident)
    whose = known_person(session, owner) if owner is not None else ""
    asked = Asked(
        overdue=overdue, open=is_open, untold=untold, to_ask=to_ask, priority=priority, owner=whose, words=words
    )
    asked = _in_contacts(session, incident, asked) if contacts and words else asked
    found = _found(session, incident, asked)
    counts = _counts(register, now)
    if as_json:
        shapes = [case_shape(incident, each, found.words.get(each.number), now, masked=True) for each in found.cases]
        print_json({"id": incident.id, **counts, "cases": shapes})
        return
    _print(session, incident, found, counts, most=None if every else _MOST, asked=asked)


def _found(session: Session, incident: Incident, asked: Asked) -> CaseList:
    now = session.now()
    found = listed(incident, session.log, asked, now, RowWords(register_of(incident), now))
    if asked.contacts and found.cases:
        look(session, incident.id, (case.number for case in found.cases))
    return found


def _in_contacts(session: Session, incident: Incident, asked: Asked) -> Asked:
    """The same in names and contacts: in all cases for whoever may see them, else in one's own."""
    roles = session.services.directory.case_policy().shown_to
    if any(incident.person_of(role) == session.by for role in roles):
        return asked.changed(contacts=True)
    names = _(", ").join(session.speech(incident.bundle).role(role) for role in roles)
    say(_("Only your own cases are searched: names and contacts of all are shown to {roles}.").format(roles=names))
    return asked.changed(contacts=True, owner=session.by)


def _counts(register: Register, now: datetime) -> Mapping[str, int]:
    return {
        "total": len(register),
        "open": register.open_count,
        "overdue": register.overdue(now),
        "untold": len(register.untold),
    }


def _print(
    session: Session, incident: Incident, found: CaseList, counts: Mapping[str, int], *, most: int | None, asked: Asked
) -> None:
    say(count_words(**counts) if counts["total"] else _("The incident has no cases."))
    if not found.cases:
        if asked.words and asked.contacts:
            say(_("No case holds these words."))
        elif asked.words:
            say(_("No case holds these words; names and contacts are searched with --contacts."))
        return
    now, speech = session.now(), session.speech(incident.bundle)
    heads = [_("CASE"), _("STATE"), _("DUE"), _("CUSTOMER"), _("OWNER"), _("WHAT")]
    rows = []
    for case in found.cases[:most]:
        own = found.words.get(case.number)
        who = f"{FIRST} {shown_words(own, 'name')}" if case.group else shown_words(own, "name")
        owner = speech.person(case.owner)
        rows.append([case.id, case_standing(case, now), case_due(case, now), who, owner, what_words(own)])
    for line in table(heads, rows, session.width):
        print_data(line)
    if any(case.group for case in found.cases[:most]):
        say(_("{mark} is seen to first.").format(mark=FIRST))
    more = len(found.cases) - len(rows)
    if more:
        said = ngettext("{count} case more: --all lists it.", "{count} cases more: --all lists them.", more)
        say(said.format(count=more))
