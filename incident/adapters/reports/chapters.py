"""What happened: cover, summary, incident record, timeline and measures of a report.

Apart from how it was handled, so that neither file grows beyond a glance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial

from incident.adapters.reports.document import Block, bullets, heading, paragraph, table
from incident.adapters.reports.exercise import simulated
from incident.adapters.reports.first_page import lapses_and_lessons
from incident.adapters.reports.pictures import drawn_measures, drawn_timeline
from incident.adapters.reports.playing import cells_of_time, heads_of_time
from incident.application.review import Review
from incident.application.review.lengths import Run
from incident.application.review.model import Measure, MeasureKind, TierRow
from incident.application.review.rows import Participant, RoleRow
from incident.domain import events as e
from incident.domain.events import IncidentMode
from incident.domain.exercises.scenario import ScenarioBundle
from incident.domain.improving.plan import Signature
from incident.domain.incident import COMMANDER
from incident.i18n import _, ngettext
from incident.wording.debrief import review_state_word
from incident.wording.debriefing import sharing_word
from incident.wording.delivery import delivery_state_word
from incident.wording.facts import fact_words
from incident.wording.graded import tier_reason
from incident.wording.milestones import milestone_word, status_word
from incident.wording.played import is_sped_up, speeds_words
from incident.wording.quoting import said
from incident.wording.review import difference_words, measure_word, reading_words
from incident.wording.speech import Speech
from incident.wording.tiers import mode_of_incident, tier_phrase
from incident.wording.timeline import lines
from incident.wording.times import duration, long_time

__all__ = ["cover", "measures", "record", "summary", "timeline"]

NOTHING = timedelta(0)
SHORTEST_GAP = timedelta(seconds=1)
"""An empty role of less than this is one command after another."""
BETWEEN_THE_LINES = (e.StepTaken, e.ClockWarned, e.MessageDrafted)
"""Entries that the timeline leaves to the appendix."""


def cover(review: Review, speech: Speech) -> Block:
    """Which incident, which version of its log."""
    who = review.identification
    status = _("draft, the incident still runs") if review.is_draft else status_word(who.status)
    rows = [
        (_("Incident"), _("{incident} ({mode})").format(incident=who.incident_id, mode=mode_of_incident(who.mode))),
        (_("Status"), status),
        (_("Report"), review_state_word(review.state)),
        (_("Sensitivity"), _sharing(review)),
        (_("Owner"), _owner(review, speech)),
        (_("Signed by"), _("; ").join(_signature(each, speech) for each in review.signatures) or _("nobody yet")),
        *([(_("After the last signature"), _unsigned(review))] if review.signatures else []),
        (_("Tier"), tier_phrase(who.tiers[-1].tier)),
        (_("Runbook"), _("{runbook}, revision {revision}").format(runbook=who.runbook, revision=who.revision)),
        (_("Declared"), long_time(who.declared_at, speech.zone)),
        (_("Closed"), long_time(who.closed_at, speech.zone) if who.closed_at else _("not yet")),
        (_("Counted until"), long_time(who.as_of, speech.zone)),
        (_("Head of the log"), _("entry {seq}, {digest}").format(seq=who.entries, digest=who.head or "-")),
    ]
    return table((_("Item"), _("Content")), rows)


def _sharing(review: Review) -> str:
    sharing = review.debriefed.sharing
    return sharing_word(sharing) if sharing else _("not said yet: nothing of it leaves the team")


def _owner(review: Review, speech: Speech) -> str:
    """Whoever was named; else whoever led it, until somebody is."""
    if review.debriefed.owner:
        return speech.person(review.debriefed.owner)
    led = next((each.event.controllers for each in review.log if isinstance(each.event, e.ExercisePrepared)), ())
    commanders = [person for row in review.roles if row.role == COMMANDER for person, _since in row.holders if person]
    leads = (*led, *reversed(commanders), review.identification.declared_by)
    return _("{person}, who led it, until somebody is named").format(person=speech.person(leads[0]))


def _signature(signature: Signature, speech: Speech) -> str:
    who = speech.person(signature.by)
    if signature.capacity is not None:
        who = _("{person}, {capacity}").format(person=who, capacity=said(signature.capacity))
    words = _("{person} ({at}): the record up to entry {seq}")
    return words.format(person=who, at=speech.moment(signature.at), seq=signature.seq - 1)


def _unsigned(review: Review) -> str:
    """What came after the last signature, by its entries."""
    entries = [str(each.seq) for each in review.after_signing]
    if not entries:
        return _("nothing")
    words = ngettext("entry {entries}: nobody signed it", "entries {entries}: nobody signed these", len(entries))
    return words.format(entries=_(", ").join(entries))


def summary(review: Review, speech: Speech, scenario: ScenarioBundle | None) -> Iterator[Block]:
    """One page: what happened, in counted sentences; what failed that must not; what to keep and what to change."""
    if review.exercise and scenario:
        yield paragraph(simulated(review.exercise, scenario, review.identification.clock))
    yield bullets(_sentences(review, speech))
    yield from lapses_and_lessons(review, scenario, speech)


def _sentences(review: Review, speech: Speech) -> Iterator[str]:
    who, counts, updates = review.identification, review.counts, review.updates
    yield _("Declared by {person} at {at} at {tier}.").format(
        person=speech.person(who.declared_by), at=speech.moment(who.declared_at), tier=tier_phrase(who.tiers[0].tier)
    )
    for row in who.tiers[1:]:
        yield _("{at}: {tier}. Reason: {reason}").format(
            at=speech.moment(row.at), tier=tier_phrase(row.tier), reason=tier_reason(row.because, speech) or ""
        )
    for measure in review.measures:
        if measure.actual is not None and measure.kind is not MeasureKind.ROLES_FILLED:
            yield _("{measure}: {length}.").format(measure=measure_word(measure.kind), length=duration(measure.actual))
    yield _("Steps: {done} of {applicable} done, {late} late, {unexpected} not as expected.").format(
        done=counts.done, applicable=counts.applicable, late=counts.late, unexpected=counts.not_as_expected
    )
    yield _("Updates to customers: {on_time} on time, {late} late; longest gap {gap}.").format(
        on_time=updates.on_time, late=updates.late, gap=duration(updates.longest_gap)
    )
    yield _deliveries(review)
    yield from _reached_nobody(review, speech)


def _reached_nobody(review: Review, speech: Speech) -> Iterator[str]:
    for row in review.messages:
        if row.has_reached_nobody:
            said_so = _("Message {message} to {audience} told nobody: nobody could be reached.")
            yield said_so.format(message=row.message, audience=speech.audience(row.audience))


def _deliveries(review: Review) -> str:
    if not any(row.deliveries for row in review.messages):
        return _("No message was delivered to anybody.") if review.messages else _("No message was written.")
    states = Counter(delivery.state for row in review.messages for delivery in row.deliveries)
    count = sum(states.values())
    sentence = ngettext("{count} delivery of messages: {states}.", "{count} deliveries of messages: {states}.", count)
    each = (f"{delivery_state_word(state)} {number}" for state, number in sorted(states.items()))
    return sentence.format(count=count, states=_(", ").join(each) or "-")


def _tier(row: TierRow, speech: Speech) -> list[str]:
    reason = tier_reason(row.because, speech) or ""
    return [speech.moment(row.at), tier_phrase(row.tier), speech.person(row.by), reason]


def record(review: Review, speech: Speech) -> Iterator[Block]:
    """Tiers, roles, hand-overs, stated moments and facts."""
    who = review.identification
    yield heading(_("Tiers"))
    yield table((_("Since"), _("Tier"), _("By"), _("Reason")), (_tier(row, speech) for row in who.tiers))
    yield from _roles(review, speech)
    yield from _participation(review.participants, speech)
    yield heading(_("Hand-overs"))
    yield table(
        (_("Time"), _("Role"), _("Handed over by"), _("Taken over by")),
        (
            [
                speech.moment(row.at),
                *(speech.role(row.role), *map(speech.person, (row.from_person, row.to_person))),
            ]
            for row in review.hand_overs
        ),
    )
    yield heading(_("Stated moments"))
    yield bullets(
        _("{milestone}: {at}").format(milestone=milestone_word(moment), at=speech.moment(at))
        for moment, at in who.milestones.items()
    )
    yield heading(_("Facts as they were stated"))
    yield table((_("Time"), _("Question"), _("Answer"), _("By")), _facts(review, speech))


def _roles(review: Review, speech: Speech) -> Iterator[Block]:
    rows = (_role(row, speech, is_draft=review.is_draft) for row in review.roles)
    yield heading(_("Roles"))
    yield table((_("Role"), _("Held by, from"), _("Empty for")), rows)


def _role(row: RoleRow, speech: Speech, *, is_draft: bool) -> list[str]:
    holders = (
        _("{person} ({at})").format(person=speech.person(person) if person else _("nobody"), at=speech.moment(at))
        for person, at in row.holders
    )
    if row.wanted_since is not None and not row.holders:
        until = _("until now") if is_draft else _("to the end")
        return [speech.role(row.role), _("nobody"), until]
    empty = duration(row.empty_for) if row.empty_for >= SHORTEST_GAP else "-"
    return [speech.role(row.role), _(", ").join(holders), empty]


def _participation(rows: Sequence[Participant], speech: Speech) -> Iterator[Block]:
    """How many were invited, came and acted; who was silent; and each of them; nothing of what is real."""
    if not rows:
        return
    yield heading(_("Participation"))
    invited = sum(row.is_invited is True for row in rows)
    is_planned = any(row.is_invited is not None for row in rows)
    counted = [_("invited: {count}").format(count=invited)] if is_planned else []
    counted.append(_("attended: {count}").format(count=sum(row.attended for row in rows)))
    counted.append(_("acted: {count}").format(count=sum(row.acts > 0 for row in rows)))
    silent = _(", ").join(speech.person(row.person) for row in rows if row.attended and not row.acts)
    yield paragraph(_(", ").join([*counted, _("silent: {names}").format(names=silent or _("nobody"))]))
    yes = {True: _("yes"), False: _("no"), None: "-"}
    yield table(
        (_("Person"), _("Invited"), _("Attended"), _("Roles"), _("Entries")),
        (
            [
                speech.person(row.person),
                yes[row.is_invited],
                yes[row.attended],
                _(", ").join(map(speech.role, row.roles)) or "-",
                str(row.acts),
            ]
            for row in rows
        ),
    )


def _facts(review: Review, speech: Speech) -> Iterator[list[str]]:
    for row in review.facts:
        answer = said(row.text) if row.text is not None else fact_words(row.fact, row.value, speech)
        yield [speech.moment(row.at), speech.fact(row.fact), answer, speech.person(row.by)]


def timeline(review: Review, speech: Speech) -> Iterator[Block]:
    """What people did and said, corrections beneath what they correct."""
    yield drawn_timeline(review, speech)
    shown = {entry.seq for entry in review.log if not isinstance(entry.event, BETWEEN_THE_LINES)}
    rows, when = [], partial(cells_of_time, review, speech=speech)
    for line in lines(review.log, speech):
        if line.seq not in shown:
            continue
        rows.append([*when(line.at), line.who, line.kind, line.words])
        for correction in line.corrections:
            words = _("corrected: {words}").format(words=correction.words)
            rows.append([*when(correction.at), correction.who, "", words])
        for answer in line.answers:
            words = _("answered: {words}").format(words=answer.words)
            rows.append([*when(answer.at), answer.who, "", words])
    yield table((*heads_of_time(review), _("Who"), _("Kind"), _("What")), rows)
    kinds = _(
        "Kinds: F fact, A action, D decision, Q question, T to do afterwards, P runbook is wrong here, "
        "R reported again, . everything else."
    )
    yield paragraph(kinds)


def _measure(row: Measure, runs: Sequence[Run]) -> Iterator[str]:
    yield measure_word(row.kind)
    yield "-" if row.allowed is None else duration(row.allowed)
    yield _("not stated") if row.actual is None else duration(row.actual)
    yield "-" if row.difference is None else difference_words(row.difference)
    for run in runs:
        yield next((duration(each.actual) for each in run.took if each.kind == row.kind), "-")


def _day(run: Run, speech: Speech) -> str:
    return f"{run.declared_at.astimezone(speech.zone):%Y-%m-%d}"


def _sources(review: Review, speech: Speech) -> Iterator[str]:
    """From which entry to which; what nobody stated is asked for."""
    for row in review.measures:
        if row.since is not None and row.until is not None:
            words = _("from {since} to {until}").format(
                since=reading_words(row.since, speech), until=reading_words(row.until, speech)
            )
            yield _("{title}: {state}").format(title=measure_word(row.kind), state=words)
        elif row.kind is MeasureKind.DETECT and review.identification.mode is IncidentMode.REAL:
            yield _("Nobody stated when it began. Ask who saw it first what they saw, and when.")
        elif row.kind is MeasureKind.ACKNOWLEDGE:
            yield _("Nobody acknowledged a page, took a step or marked one.")
    if review.identification.mode is IncidentMode.EXERCISE:
        yield _(
            "In an exercise the first inject stands for the beginning and the alert: detection is scripted in part."
        )


def _uncounted(review: Review) -> Iterator[Block]:
    """What an exercise stood, how fast it went, and what of its times knows nothing of that (ADR 44)."""
    who = review.identification
    stood = who.clock.stood(who.as_of) if who.clock else None
    if stood:
        words = _(
            "The exercise stood for {length}. Times of steps, phases, updates, roles and questions, and how late they "
            "were, do not count that; deadlines of law, cases, messages and resources go by the day."
        )
        yield paragraph(words.format(length=duration(stood)))
    if who.clock and is_sped_up(who.clock):
        words = _(
            "The clock of the exercise did not go as the day does: {speeds}. Times of steps, phases, updates, roles "
            "and questions, and how late they were, are times of that clock; the hours that stand beside them, and "
            "deadlines of law, cases, messages and resources, go by the day."
        )
        yield paragraph(words.format(speeds=speeds_words(who.clock)))


def measures(review: Review, speech: Speech) -> Iterator[Block]:
    """Each time against its target, then the updates one by one."""
    yield from drawn_measures(review)
    runs = (_("{incident}, {at}").format(incident=run.incident, at=_day(run, speech)) for run in review.runs)
    head = (_("Measure"), _("Target"), _("Actual"), _("Difference"), *runs)
    yield table(head, (_measure(row, review.runs) for row in review.measures))
    if review.runs:
        yield paragraph(_("Beside them: the last exercises of this runbook, and the last time that it was real."))
    yield from _uncounted(review)
    yield heading(_("Where the first two were read"))
    yield bullets(_sources(review, speech))
    yield heading(_("Updates to customers"))
    yield table(
        (_("Message"), _("Due"), _("Gone out"), _("Difference")),
        (
            [row.message, speech.moment(row.due_at), speech.moment(row.at), difference_words(row.difference)]
            for row in review.updates.rows
        ),
    )
    if review.updates.undelivered:
        names = _(", ").join(review.updates.undelivered)
        yield paragraph(_("Released, but not delivered: {messages}.").format(messages=names))
    if review.updates.overdue_by > NOTHING:
        late = duration(review.updates.overdue_by)
        yield paragraph(_("The next update is {length} overdue.").format(length=late))
