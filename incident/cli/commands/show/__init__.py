"""`incident show`: what a person needs at 3 a.m., on one screen of 24 lines by 80."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from incident.application.delivery.retrying import TROUBLED, lacks_target
from incident.application.delivery.stuck import gets_nothing_out, rows_elsewhere, stuck_rows
from incident.application.evidence.authors import authors_to_tell
from incident.cli.arguments import incident_id, json_output
from incident.cli.commands.show.approvals import approvals, asked_for
from incident.cli.commands.show.current_step import COMMAND, REMARK, may_leave_by_night, step_lines
from incident.cli.commands.show.customers import customers_needing
from incident.cli.commands.show.erasures import erasure_lines
from incident.cli.commands.show.exercise import exercise_speed, standstill
from incident.cli.commands.show.filling import filling_lines, rests_to_tell
from incident.cli.commands.show.shape import SHAPE, incident_shape
from incident.cli.commands.show.supplies import supplies_needing
from incident.cli.commands.show.undelivered import messages_needing, nobody_reached, silent_lines
from incident.cli.output import print_data, print_json
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command
from incident.domain.frozen import Frozen
from incident.domain.grading.doubt import doubt
from incident.domain.grading.proposals import Proposal, proposals
from incident.domain.incident import COMMANDER, Incident, Status, StepState
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import QUIET, running_clocks
from incident.domain.timing.playing_time import back_at
from incident.domain.walking.checklist import Checklist, Item, build_checklist
from incident.i18n import _, ngettext
from incident.wording.answering import is_seen_to
from incident.wording.cells import cells, hanging
from incident.wording.clocks import clock_name
from incident.wording.custody import held_row
from incident.wording.dropped import owed_words
from incident.wording.gaps import closing_gaps, counted
from incident.wording.proposals import asked_again, proposal_because
from incident.wording.questions import late_needs, own_needs
from incident.wording.telling import unread_words
from incident.wording.tiers import mode_of_incident, tier_phrase, tier_word
from incident.wording.times import countdown, day_time, duration
from incident.wording.titles import title_words

if TYPE_CHECKING:
    from incident.application.ports import Delivery, Directory
    from incident.domain.duties.rota import Rota
    from incident.wording.speech import Speech

__all__ = ["View", "show"]

LINES: Final = 24
_MOST: Final = 2
"""Lines of a kind before the rest is counted."""


class View(Frozen):
    """One incident at one moment, for one reader."""

    incident: Incident
    checklist: Checklist
    now: datetime
    speech: Speech
    troubled: Sequence[Delivery]
    """Deliveries whose outcome needs a person."""
    head: str
    stuck: int = 0
    """Deliveries that were tried in vain, and are tried again."""
    gets_nothing_out: bool = False
    is_copy: bool = False
    targetless: int = 0
    """Messages that wait for a target that is not configured."""
    silent: Sequence[str] = ()
    """Lines of what nobody has answered, and nobody is asked about any more."""
    person: str = ""
    """Who looks."""
    rotas: Sequence[Rota] = ()
    authors: Mapping[int, str] = field(default_factory=dict)
    """By entry, who wrote what somebody wants erased."""
    night: str = ""
    """Who approved the text of the current step beforehand, where the night policy lets it leave."""

    rests: Mapping[str, datetime] = field(default_factory=dict)
    """Who of those who might be given a role rests, and until when."""
    directory: Directory | None = None

    def day_time(self, at: datetime) -> str:
        """A time of day, with its day where that is another."""
        return day_time(at, self.now, self.speech.zone)


@command("show", json_shape=SHAPE)
@incident_id
@json_output
@pass_session
def show(session: Session, *, incident_id: str, as_json: bool) -> None:
    """Print the incident as it stands."""
    services, now = session.services, session.now()
    incident, speech = session.load(incident_id), session.speech()
    every = services.outbox.deliveries(incident.id)
    rows = [row for row in every if not is_seen_to(row, incident, speech)]
    elsewhere = rows_elsewhere(services.log, services.outbox, incident.id, rows)
    checklist = build_checklist(incident, now)
    view = View(
        incident=incident,
        checklist=checklist,
        now=now,
        speech=speech,
        troubled=[row for row in rows if row.state in TROUBLED],
        stuck=len(stuck_rows(rows, now)),
        gets_nothing_out=gets_nothing_out([*rows, *elsewhere], now),
        is_copy=services.outbox.unconfirmed() is not None,
        targetless=sum(map(lacks_target, rows)),
        silent=tuple(silent_lines(incident, every, now, speech)),
        head=found.head if (found := services.log.summary(incident.id)) else "",
        person=session.by,
        rotas=services.directory.rotas(),
        rests=rests_to_tell(services, incident, now),
        directory=services.directory,
        authors=authors_to_tell(services.log, incident, now),
        night=may_leave_by_night(incident, checklist, services.directory, session.by, now, speech),
    )
    if as_json:
        print_json(incident_shape(incident, view.checklist, now, view.speech, head=view.head))
    else:
        print_data("\n".join(show_lines(view, session.width)))


def show_lines(view: View, width: int) -> list[str]:
    """At most 24 lines, the most pressing things kept; a step's own lines are all there, and its commands whole."""
    blocks = [
        list(_wrapped(_head(view), width)),
        list(_wrapped(_needs_you(view), width)),
        step_lines(view.incident, view.checklist, view.now, view.speech, width, view.person, view.night)
        or list(_to_close(view)),
    ]
    lines = [line for block in blocks if block for line in ("", *block)][1:]
    shown = [row for line in lines for row in _folded(line, width)]
    room = LINES - len(shown) - 1
    rest: list[str] = []
    for words in _put_off(view):
        rows = list(_wrapped([words], width))
        if len(rest) + len(rows) <= room:
            rest += rows
    return [*shown, "", *rest] if rest else shown


def _wrapped(lines: Iterable[str], width: int) -> Iterator[str]:
    """Whole sentences, each below itself where it is longer than the line."""
    for line in lines:
        words = line.lstrip()
        yield from hanging(" " * (len(line) - len(words)), words, width) if cells(line) > width else (line,)


def _folded(line: str, width: int) -> Iterator[str]:
    """The line in as many rows as it needs; a command stays in one, and what it means stands below it."""
    typed, sign, remark = line.partition(REMARK)
    if cells(line) <= width or not line.startswith(COMMAND):
        yield from _wrapped([line], width)
        return
    yield typed
    if sign:
        yield from hanging(REMARK, remark, width)


def _head(view: View) -> Iterator[str]:
    incident = view.incident
    when = _("declared {time}, T+ {elapsed}")
    if incident.status is Status.CLOSED and incident.closed_at is not None:
        when = _("closed {time}, after {elapsed}")
    at = incident.closed_at or incident.declared_at
    yield "  ".join(
        (
            incident.id,
            tier_word(incident.tier),
            when.format(time=view.day_time(at), elapsed=countdown(incident.elapsed(view.now))),
            " ".join(filter(None, (mode_of_incident(incident.mode), exercise_speed(incident)))),
        )
    )
    yield title_words(incident)
    yield _progress(view)
    yield from standstill(incident, view.speech, view.now) or _next_due(view)
    if incident.status is Status.CLOSED:
        yield _("Head of the record: {head}").format(head=view.head)


def _progress(view: View) -> str:
    incident, speech, checklist = view.incident, view.speech, view.checklist
    done = sum(item.is_complete for item in checklist.applicable)
    words = _("{done} of {total} steps done").format(done=done, total=len(checklist.applicable))
    if checklist.current is not None:
        view_of_phase = checklist.phases[checklist.current.phase]
        phase = _("phase {number} of {count}: {title}").format(
            number=checklist.current.phase + 1,
            count=sum(view.is_there for view in checklist.phases),
            title=speech.phase(view_of_phase.phase.id),
        )
        words = _("; ").join((words, phase))
    commander = incident.person_of(COMMANDER)
    leads = f"{speech.role(COMMANDER)} {speech.person(commander)}" if commander else ""
    return _("; ").join(filter(None, (words, leads)))


def _next_due(view: View) -> Iterator[str]:
    """The update to customers always, and whatever is due before it."""
    clocks = [c for c in running_clocks(view.incident, view.checklist, view.now) if c.kind not in QUIET]
    first = [clock for clock in clocks if clock.kind is not ClockKind.UPDATE][:1]
    update = [clock for clock in clocks if clock.kind is ClockKind.UPDATE]
    for clock in sorted([*update, *first], key=lambda each: each.due_at):
        left = clock.remaining(view.now)
        late = _("{name}: was due {time}, {length} ago")
        said = late if clock.is_overdue(view.now) else _("{name}: due {time}, in {length}")
        name = clock_name(clock, view.speech)
        yield said.format(name=name, time=view.day_time(clock.due_at), length=duration(left))


def _to_close(view: View) -> Iterator[str]:
    """What comes after the last step."""
    if view.incident.status is Status.OPEN and not view.checklist.open_items:
        yield _("Nothing is open: {counted}.").format(counted=counted(view.checklist))
        yield from (f"  {words}" for words in closing_gaps(view.incident, view.checklist, view.now, view.speech))
        yield f"{COMMAND}incident close {view.incident.id}"


def _needs_you(view: View) -> Iterator[str]:
    lines = [
        *_silence(view),
        *approvals(view, _MOST),
        *_now(view),
        *_handed_over(view),
        *erasure_lines(view, _MOST),
        *customers_needing(view, _MOST),
        *supplies_needing(view),
        *_questions(view),
        *nobody_reached(view, _MOST),
        *unread_words(view.incident, view.now, view.speech)[:_MOST],
        *_legal(view),
        *_proposed(view),
        *asked_for(view, _MOST),
        *_asked_again(view),
        *_roles(view),
        *owed_words(view.incident, view.checklist, view.speech),
        *_back(view),
        *messages_needing(view),
    ]
    if lines:
        yield _("NEEDS YOU")
        yield from (f"  {line}" for line in lines)


def _silence(view: View) -> Iterator[str]:
    """That nobody hears anything by the program, before all that it would tell people."""
    if view.is_copy:
        yield held_row()
    elif view.gets_nothing_out:
        yield _("NO MESSAGE GETS OUT. Whom to phone, and what to say:")
        yield f"  incident message call-sheet {view.incident.id}"


def _now(view: View) -> Iterator[str]:
    """What comes before the first step, and nobody has answered."""
    unanswered = view.incident.now_unanswered
    for line in unanswered:
        yield _("NOW {line}: {words}").format(line=line, words=view.speech.now_line(line))
    if unanswered:
        yield f"  incident now {view.incident.id} {unanswered[0]} done"


def _handed_over(view: View) -> Iterator[str]:
    """What somebody offers to the reader, or nobody has answered."""
    if not view.incident.handovers:
        return
    from incident.wording.handover import handover_needs  # here: few incidents last longer than a shift

    for words in handover_needs(view.incident, view.person, view.now, view.speech)[:_MOST]:
        yield words
        yield f"  incident handover {view.incident.id}"


def _questions(view: View) -> Iterator[str]:
    """What the reader was asked, and what others have not answered in time."""
    if view.incident.status is not Status.OPEN:
        return
    clocks = running_clocks(view.incident, view.checklist, view.now)
    own = own_needs(view.incident, view.person, view.speech, view.now)
    found = [*own, *late_needs(view.incident, clocks, view.person, view.now, view.speech)]
    yield from found[:_MOST]
    if found:
        yield f"  incident question {view.incident.id}"


def _legal(view: View) -> Iterator[str]:
    """What the law needs, and where all of it stands."""
    if view.incident.law.pinned is None:
        return
    from incident.wording.statutory import legal_needs, undecided_needs  # here: few incidents are held to any law

    asked, _is_soon = undecided_needs(view.incident, view.now, view.speech)
    found = [*legal_needs(view.incident, view.now, view.speech), *filter(None, [asked])]
    yield from found[:_MOST]
    if found:
        yield f"  incident clocks {view.incident.id}"


def _proposed(view: View) -> Iterator[str]:
    for proposal in proposals(view.incident, view.now)[:_MOST]:
        yield _proposal(proposal, view)
        if proposal.is_addition(view.incident):
            yield f"  incident runbook add {view.incident.id} {proposal.runbook}"
            continue
        direction = "raise" if proposal.is_raise(view.incident) else "lower"
        yield f"  incident tier {view.incident.id} {direction} {int(proposal.to)} --because …"


def _proposal(proposal: Proposal, view: View) -> str:
    because = proposal_because(proposal, view.speech) or _("the condition for lowering has held")
    added = view.speech.runbook(proposal.runbook)
    if proposal.is_addition(view.incident):
        return _("Add the steps of '{runbook}'? {because}").format(runbook=added, because=because)
    if proposal.runbook:
        said = _("Raise to {tier} and add the steps of '{runbook}'? {because}")
        return said.format(tier=tier_phrase(proposal.to), runbook=added, because=because)
    said = _("Raise to {tier}? {because}") if proposal.is_raise(view.incident) else _("Lower to {tier}? {because}")
    return said.format(tier=tier_phrase(proposal.to), because=because)


def _asked_again(view: View) -> Iterator[str]:
    """What counted as the worse for a while and is still not known."""
    found = doubt(view.incident, view.now)
    if found is not None and not found.counts:
        yield _("Still unknown, and {reason}").format(reason=asked_again(found, view.speech))
        yield f"  incident fact {view.incident.id} {found.facts[0]}=…"


def _roles(view: View) -> Iterator[str]:
    if view.incident.status is Status.OPEN and view.incident.bundle is not None:
        yield from filling_lines(view.incident, view.rotas, view.speech, view.now, view.rests)


def _back(view: View) -> Iterator[str]:
    for item in [each for each in view.checklist.open_items if each.is_back][:_MOST]:
        said, title = _("Back now: {number} {title} ({step})"), view.speech.step(item.step.id)
        yield said.format(number=item.number, title=title, step=item.step.id)


def _put_off(view: View) -> Iterator[str]:
    waiting = [item for item in view.checklist.in_state(StepState.DEFERRED, StepState.ASKED) if not item.is_back]
    for item in waiting[:_MOST]:
        title = f"{item.glyph} {item.number} {view.speech.step(item.step.id)}"
        yield _("{title}: {words}").format(title=title, words=_waits_for(item, view))
    more = len(waiting) - _MOST
    if more > 0:
        yield ngettext("and {count} more that waits", "and {count} more that wait", more).format(count=more)
    band = [item for item in view.checklist.band if item is not view.checklist.current]
    if band:
        said = ngettext(
            "{count} step was added by the raise and waits at the end of its phase.",
            "{count} steps were added by the raise and wait at the end of their phase.",
            len(band),
        )
        yield said.format(count=len(band))


def _waits_for(item: Item, view: View) -> str:
    progress, speech = item.progress, view.speech
    if progress is None:
        return ""
    if progress.until_person is not None:
        return _("waits for {person}").format(person=speech.person(progress.until_person))
    if progress.until_step is not None:
        return _("waits for step '{step}'").format(step=speech.step(progress.until_step))
    until = back_at(view.incident, progress, view.now)
    return _("until {time}").format(time=view.day_time(until)) if until else ""
