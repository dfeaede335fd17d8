"""A year's plan beside what the log knows of it, as several commands read it.

Apart from each of them: what is overdue has to be the same in every place where it is said.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from incident.application.errors import NotFound
from incident.application.exercises.agenda import carried, changes_approved, last_approved
from incident.application.exercises.history import past_of
from incident.application.exercises.inviting import hours_told, with_hours_told
from incident.cli.spoken import option
from incident.domain.exercises.additions import Addition, Past, additions
from incident.domain.exercises.compliance import Book, Covered, coverage, held_in
from incident.domain.exercises.leading import Rating
from incident.domain.exercises.overdue import Place, Planned, departures, planned_standings
from incident.domain.exercises.programme import Plan
from incident.domain.exercises.shifts import shifts_at
from incident.domain.exercises.tally import tally
from incident.domain.frozen import Frozen
from incident.domain.law.periods import Calendar
from incident.i18n import N_, _, current

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from incident.application.exercises.approving import Approval
    from incident.application.ports.plans import WrittenPlan
    from incident.cli.session import Session
    from incident.cli.wiring import Plans
    from incident.domain.exercises.holding import Held
    from incident.domain.exercises.results import Results
    from incident.domain.exercises.scenario import ScenarioBundle
    from incident.domain.exercises.tally import Tally
    from incident.domain.runbooks.runbook import Runbook

__all__ = [
    "Programme",
    "changes_of",
    "departed_words",
    "read_present",
    "read_programme",
    "tally_of",
    "tally_shape",
    "this_year",
    "year_before",
    "year_option",
]

year_option = option(
    "--year",
    metavar="YEAR",
    type=int,
    help=N_("Of which year; without it, of this one, or of the next where only that is planned."),
)


class Programme(Frozen):
    """A plan, as far as whoever asks may know of it, and how it stands."""

    plan: Plan
    path: str
    digest: str
    data: bytes
    """The file that all of this was read from."""
    rows: Sequence[Planned]
    besides: Sequence[Addition]
    past: Past
    titles: Mapping[str, str]
    """Of each scenario."""
    approval: Approval | None = None
    """The last one of a plan of this year by whom that plan names; None where there is none."""
    approved: Sequence[str] = ()
    """The keys of what was approved, and is on those days or was moved since with a reason."""
    is_whole: bool = True
    """Whether whoever asks may know of all of it."""
    is_hidden: bool = False
    """Whether an approval of it would be closed to whoever asks."""
    books: Mapping[str, Book] = field(default_factory=dict)
    """The runbooks that its scenarios try out."""
    departed: Sequence[str] = ()
    """The keys of what was approved and the file drops or has at another time, without a recorded move."""

    changes: Mapping[str, int] = field(default_factory=dict)
    """What `changes_of` says, for who asked it: few do, and it reads every approval."""
    covered: Sequence[Covered] = ()
    """What the exercises of the year have reached."""
    carried: Sequence[Planned] = ()
    """What plans of earlier years still ask for."""

    @property
    def is_as_approved(self) -> bool:
        """Whether the file is the very one that was approved."""
        return self.approval is not None and self.approval.digest == self.digest

    def title(self, scenario: str) -> str:
        """What the scenario is called, or its id."""
        return self.titles.get(scenario) or scenario

    @property
    def overdue(self) -> Sequence[Planned]:
        """What should have been held by now."""
        return [row for row in self.rows if row.place is Place.OVERDUE]

    @property
    def overdue_before(self) -> Sequence[Planned]:
        """What should have been held in earlier years."""
        return [row for row in self.carried if row.place is Place.OVERDUE]

    @property
    def ahead(self) -> Sequence[Planned]:
        """What is still to be held."""
        return [*self.carried, *(row for row in self.rows if row.place is not Place.HELD)]

    def invited(self) -> Mapping[str, int]:
        """How often each person stands in what is still to be held."""
        return Counter(person for row in self.ahead for person in row.entry.players)


def this_year(session: Session, ahead: timedelta = timedelta()) -> int:
    """By the calendar on the team's wall, that long from now."""
    return (_today(session) + ahead).year


def read_programme(session: Session, year: int | None, *, whole: bool = False) -> Programme:
    """The plan of that year and what became of it; `whole` also what whoever asks must not be shown.

    Without a year it is that of this one, or of the next where only that is planned, as in autumn.

    Raises:
        NotFound: there is none.
        DocumentError: its file is wrong.
    """
    plans = session.wiring.plans(session.options)
    written = plans.written(year) if year else _written_now(plans, this_year(session))
    return _beside(session, plans, written, "" if whole else session.by)


def _written_now(plans: Plans, year: int) -> WrittenPlan:
    try:
        return plans.written(year)
    except NotFound:
        with suppress(NotFound):
            return plans.written(year + 1)
        raise


def read_present(session: Session) -> Programme:
    """The plan of this year; while nobody has written one, the last before it, which may still ask for something.

    Raises:
        NotFound: there is neither.
        DocumentError: its file is wrong.
    """
    year = this_year(session)
    try:
        return read_programme(session, year)
    except NotFound:
        earlier = session.wiring.plans(session.options).before(year)
        if not earlier:
            raise
        return read_programme(session, earlier[-1].plan.year)


def _beside(session: Session, plans: Plans, written: WrittenPlan, reader: str) -> Programme:
    plan = written.plan.seen_by(reader) if reader else written.plan
    past = past_of(session.services.service, session.log)
    approval, approved = last_approved(session.services.service, session.log, plans, plan.year, reader)
    library = session.wiring.scenarios(session.options)
    bundles = {each.scenario.id: each for each in library.every()}
    books = {name: library.runbook(each.scenario.runbook).runbook for name, each in bundles.items()}
    zone, today = ZoneInfo(session.services.workspace.zone), _today(session)
    earlier, left = _carried(session, plans, plan.year, past, reader)
    rows = planned_standings(plan, left, today, zone, approved)
    named = {books[each.scenario].id: _book(books[each.scenario]) for each in plan.entries if each.scenario in books}
    present, tried = {each.id: each for each in books.values()}, {name: each.id for name, each in books.items()}
    return Programme(
        plan=plan,
        path=written.path,
        digest=written.digest,
        data=written.data,
        rows=rows,
        besides=additions(_rated(session, past, bundles), tried, present, [*earlier, *rows]),
        past=past,
        titles={name: each.text("title", current()) for name, each in bundles.items()},
        covered=_coverage(session, plan, rows, past, named),
        carried=earlier,
        approval=approval,
        approved=_still_approved(plan, approved),
        is_whole=not reader or plan.is_trusted(reader),
        is_hidden=bool(written.plan.readers) and not written.plan.is_trusted(session.by),
        books=named,
        departed=departures(plan, approved) if approved else (),
    )


def changes_of(session: Session, programme: Programme) -> Mapping[str, int]:
    """By key how often a time was put elsewhere, for whom an invitation has to say that it is a newer one."""
    plans, reader = session.wiring.plans(session.options), "" if programme.is_whole else session.by
    service, year = session.services.service, programme.plan.year
    changes = changes_approved(service, session.log, plans, year, reader)
    return with_hours_told(changes, year, programme.rows, hours_told(service, session.log))


def departed_words(programme: Programme) -> str:
    """What holds as it was approved although the file says something else."""
    said = _("Approved, and dropped or put on other days or another hour without a recorded move: {keys}.")
    return said.format(keys=_(", ").join(programme.departed))


def _carried(
    session: Session, plans: Plans, year: int, past: Past, reader: str
) -> tuple[Sequence[Planned], Sequence[Held]]:
    zone, today = ZoneInfo(session.services.workspace.zone), _today(session)
    service, log = session.services.service, session.log
    return carried(service, log, plans, today=today, zone=zone, held=past.held, reader=reader, year=year)


def _coverage(
    session: Session, plan: Plan, rows: Sequence[Planned], past: Past, books: Mapping[str, Book]
) -> Sequence[Covered]:
    """Days off are those of any rota: where nobody wrote them down, weekends."""
    zone, directory = ZoneInfo(session.services.workspace.zone), session.services.directory
    rotas = directory.rotas()
    calendar = Calendar(
        id="",
        holidays=frozenset[date]().union(*(each.days_off for each in rotas)),
        working_days=frozenset[date]().union(*(each.made_up for each in rotas)),
    )
    held, people = held_in(plan.year, past.held, zone), [each.id for each in directory.people()]
    return coverage(plan, rows, held, books, people=people, shift_of=lambda at: shifts_at(at, zone, calendar))


def _still_approved(plan: Plan, approved: Plan | None) -> Sequence[str]:
    if approved is None:
        return ()
    gone = departures(plan, approved)
    return [each.key for _entry, each in approved.occurrences() if each.key not in gone]


def _book(runbook: Runbook) -> Book:
    return Book(steps=tuple(step.id for step in runbook.steps()), roles=runbook.roles)


def tally_of(session: Session, exercise: str) -> Tally | None:
    """How many objectives have which rating; only who led it reads them."""
    found = _results_of(session, exercise)
    return None if found is None else tally(found.objectives)


def _results_of(session: Session, exercise: str) -> Results | None:
    from incident.cli.led import led_results  # here: of few exercises anybody asks

    return led_results(session, session.services.service.load(exercise))


def _rated(session: Session, past: Past, bundles: Mapping[str, ScenarioBundle]) -> Past:
    """With how the tasks were done that their scenario still has; a proposal alone asks for no exercise."""
    return past.changed(held=[_with_ratings(session, each, bundles.get(each.scenario)) for each in past.held])


def _with_ratings(session: Session, held: Held, bundle: ScenarioBundle | None) -> Held:
    found = _results_of(session, held.exercise) if bundle else None
    tasks = [each for each in found.tasks if bundle and bundle.scenario.task(each.task)] if found else []
    return held.changed(
        unable=tuple(each.task for each in tasks if each.given and each.rating is Rating.UNABLE),
        able=tuple(each.task for each in tasks if each.rating in (Rating.PERFORMED, Rating.SOME)),
    )


def tally_shape(counted: Tally | None) -> dict[str, object]:
    """What people gave, and apart from it what the log proposes for the rest; null where it is not for the reader."""
    if counted is None:
        return {"ratings": None, "proposed": None}
    given = {each.value: count for each, count in counted.given.items()}
    unrated = {"unrated": counted.unrated} if counted.unrated else {}
    return {
        "ratings": {**given, **unrated},
        "proposed": {each.value: count for each, count in counted.proposed.items()},
    }


def _today(session: Session) -> date:
    return session.now().astimezone(ZoneInfo(session.services.workspace.zone)).date()


def year_before(now: datetime) -> datetime:
    """From when on people's load is counted."""
    return now - timedelta(days=365)
