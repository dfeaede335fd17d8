"""What the law makes due, in words: one line that says what and when, and the lines below it that say why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.domain.grading.tiers import is_graver
from incident.domain.incident import Incident
from incident.domain.law.applicability import tier_required
from incident.domain.law.asked import NO_CLASS, deadline_of
from incident.domain.law.obligations import Moment, Obligation, Register
from incident.domain.law.statutory import Duty, duties, register_of
from incident.i18n import _, ngettext
from incident.wording.law import file_words
from incident.wording.obligations import (
    basis_sentence,
    confidence_word,
    legal_status_word,
    length_words,
    moment_word,
    question_words,
    report_phase_word,
)
from incident.wording.quoting import said
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.tiers import tier_phrase
from incident.wording.times import countdown, duration

__all__ = [
    "again_words",
    "contents_lines",
    "counted",
    "duty_due",
    "duty_lines",
    "legal_needs",
    "mark_hint",
    "next_report",
    "questions",
    "reason_lines",
    "sure_words",
    "undecided_needs",
]

_SOON: Final = timedelta(hours=4)
"""The usual time of a first report: what is due within it has to be answered before what can wait."""


def duty_due(duty: Duty, incident: Incident, now: datetime, speech: Speech) -> str:
    """When it is due, or why it has no time."""
    if duty.is_met:
        return filed_words(duty, speech)
    if duty.due_at is not None:
        left = countdown(duty.due_at - now)
        words = _("due {time} (overdue {left})") if duty.is_overdue(now) else _("due {time} ({left} left)")
        return words.format(time=speech.moment(duty.due_at), left=left.lstrip("-"))
    if duty.waits:
        return _("not started")
    register = register_of(incident)
    length = length_words(duty.obligation, register, speech.language) if register else ""
    return (
        _("due now: {length}").format(length=clean_line(length)) if duty.deadline.is_immediate else clean_line(length)
    )


def filed_words(duty: Duty, speech: Speech) -> str:
    """When it was reported, under which reference, and how much before or after its time."""
    last = duty.filing or duty.filings[-1]
    words = _("reported {time} by {person}, reference '{reference}'").format(
        time=speech.moment(last.at), person=speech.person(last.by), reference=said(last.reference)
    )
    if (proof := duty.proof) is not None and proof.file is not None:
        words = _("{report}, proof {file}").format(report=words, file=file_words(proof.file, proof.file_digest))
    if margin := _margin(duty, last.at):
        words = _("{report}, {margin}").format(report=words, margin=margin)
    if duty.again is None:
        return words
    return _("{report}; entered again for {at}").format(report=words, at=speech.moment(duty.again.at))


def again_words(duty: Duty, speech: Speech) -> str:
    """That somebody entered it before, and which hour counts; '' where nobody did."""
    counted = duty.filing
    if counted is None or duty.obligation.repeats is not None:
        return ""
    words = _(
        "Reported before, {time} by {person}, reference '{reference}'. The first hour counts; another stands beside it."
    )
    person, reference = speech.person(counted.by), said(counted.reference)
    return words.format(time=speech.moment(counted.at), person=person, reference=reference)


def _margin(duty: Duty, at: datetime) -> str:
    if duty.due_at is None:
        return ""
    ahead = duty.due_at - at
    if abs(ahead) < timedelta(minutes=1):
        return _("on time")
    words = _("{length} early") if ahead > timedelta(0) else _("{length} late")
    return words.format(length=duration(ahead))


def duty_lines(duty: Duty, incident: Incident, now: datetime, speech: Speech) -> list[str]:
    """What is due and when; below it the rule, its recipient, and how sure we are of it."""
    obligation = duty.obligation
    lines = [
        f"{duty_due(duty, incident, now, speech)} | {speech.obligation(duty.key)}",
        f"  {duty.key}",
        f"  {rule_words(duty, incident, speech)}",
        f"  {sure_words(obligation)}",
    ]
    recipient = speech.legal(f"{obligation.id}.recipient.{duty.deadline.recipient}")
    if recipient:
        lines.insert(2, "  " + _("to: {recipient}").format(recipient=recipient))
    if duty.term is not None and duty.term.extensions:
        first = speech.moment(duty.term.due_at)
        lines.append("  " + _("extended; it was due {time}").format(time=first))
    if duty.deadline.target_at is not None:
        target = speech.moment(duty.deadline.target_at)
        lines.append("  " + _("internal target, not the law's: {time}").format(time=target))
    if duty.applied.is_class_by_facts and not duty.is_met:
        lines.append("  " + _("by the facts alone: nobody has stated the class"))
    return lines


def rule_words(duty: Duty, incident: Incident, speech: Speech) -> str:
    """Which report, how long, since which moment."""
    obligation, register = duty.obligation, register_of(incident)
    length = length_words(obligation, register, speech.language) if register else ""
    since = moment_word(obligation.start)
    words = _("{report}; {length} from when {moment}").format(
        report=report_phase_word(obligation.phase), length=clean_line(length), moment=since
    )
    if duty.deadline.started_at is None:
        return words
    return _("{rule} ({time})").format(rule=words, time=speech.moment(duty.deadline.started_at))


def sure_words(obligation: Obligation) -> str:
    """Whether it binds, where it stands, and how far that was verified."""
    source = obligation.source
    return _("{status}: {reference}; {confidence}, {date}").format(
        status=legal_status_word(obligation.status),
        reference=clean_line(source.legal_ref),
        confidence=confidence_word(source.confidence),
        date=source.verified_on.isoformat(),
    )


def contents_lines(duty: Duty, incident: Incident, speech: Speech) -> Iterator[str]:
    """What the report holds, how it is sent, and what the rule excepts."""
    register = register_of(incident)
    if register is None:
        return
    name = duty.obligation.id
    channel = speech.legal(f"{name}.channel")
    if channel:
        yield _("how: {channel}").format(channel=channel)
    if duty.obligation.phased_ok:
        yield _("What is not known yet may follow later.")
    for number, line in enumerate(register.contents(duty.obligation, speech.language), start=1):
        yield f"[ ] {number}. {clean_line(line)}"
    for number in range(duty.obligation.exceptions):
        yield _("except: {words}").format(words=speech.legal(f"{name}.exception.{number}"))
    yield _("source: {where}").format(where=clean_line(duty.obligation.source.where))


def reason_lines(duty: Duty) -> list[str]:
    """Why it is due then, a sentence each."""
    return [basis_sentence(each) for each in duty.deadline.basis]


def questions(every: Sequence[Duty], incident: Incident, speech: Speech) -> list[tuple[str, str, int]]:
    """What decides whether rules bind: the question, how to answer it, and how many reports hang on it; most first."""
    register, found = register_of(incident), dict[tuple[str, str], list[Duty]]()
    if register is None:
        return []
    asked = {}
    for duty in every:
        for ask in duty.applied.asks:
            found.setdefault((ask.kind.value, ask.id), []).append(duty)
            asked[ask.kind.value, ask.id] = ask
    rows = [
        (clean_line(question_words(ask, register, speech.language)), _answer(incident, register, *key), len(found[key]))
        for key, ask in asked.items()
    ]
    return sorted(rows, key=lambda row: -row[2])


def _answer(incident: Incident, register: Register, kind: str, name: str) -> str:
    if kind == "fact":
        return f"incident fact {incident.id} {name}="
    regime = register.regime(name)
    if kind == "class" and regime is not None:
        return f"incident class {incident.id} {name} {'|'.join((*(each.id for each in regime.classes), NO_CLASS))}"
    return "incident.yaml"


def mark_hint(moment: Moment, incident: Incident) -> str:
    """How a start is stated; '' where another report starts it."""
    if moment in (Moment.FILED, Moment.DECLARED):
        return ""
    return f"incident mark {incident.id} {moment.value} --at TIME"


def counted(count: int) -> str:
    """How many reports hang on an answer."""
    return ngettext("{count} report", "{count} reports", count).format(count=count)


def next_report(due_at: datetime, key: str, now: datetime, speech: Speech) -> str:
    """When it is due, what to report, to whom, and by which way."""
    words = _("due {time}: {name}").format(time=speech.when(due_at, now), name=speech.obligation(key))
    channel = speech.legal(f"{key.partition('/')[0]}.channel")
    return _("{report}, by: {channel}").format(report=words, channel=channel) if channel else words


def _is_unheard(key: str, incident: Incident) -> bool:
    """Whether somebody was to stand in for that report, and nobody could be asked."""
    return any(deadline_of(each) == key for each in incident.law.unheard)


def legal_needs(incident: Incident, now: datetime, speech: Speech) -> list[str]:
    """What the law needs from a person now, the gravest first; empty where it needs nothing."""
    every = duties(incident, now)
    overdue = [each for each in every if each.is_open and each.is_overdue(now)]
    at_once = [each for each in every if each.is_open and each.due_at is None]
    unstarted = {each.obligation.start for each in every if each.binds and each.waits and not each.is_open}
    lines = [_("the legal time is up: {name}").format(name=speech.obligation(each.key)) for each in overdue]
    timed = [(e.due_at, e.key) for e in every if e.is_open and e.due_at is not None and not e.is_overdue(now)]
    if timed:
        words = next_report(*min(timed), now, speech)
        leaves = incident.exercise is not None and incident.exercise.leaves_the_day
        lines.append(_("by the day, {words}").format(words=words) if leaves else words)
    unheard = [each for each in every if each.is_open and _is_unheard(each.key, incident)]
    alone = _("half of its time is gone and nobody else can be reached: {name}")
    lines += [alone.format(name=speech.obligation(each.key)) for each in unheard]
    if at_once:
        count = len(at_once)
        due = ngettext("{count} legal report is due at once", "{count} legal reports are due at once", count)
        lines.append(due.format(count=count))
    wanted = tier_required(each.applied for each in every if each.is_open)
    if wanted is not None and is_graver(wanted, than=incident.tier):
        lines.append(_("open legal reports ask for {tier}").format(tier=tier_phrase(wanted)))
    if Moment.AWARE in unstarted:
        lines.append(_("legal clocks wait: when did we become aware?"))
    return lines


def undecided_needs(incident: Incident, now: datetime, speech: Speech) -> tuple[str, bool]:
    """How many answers decide what the law asks, and until when the first report; whether that is soon."""
    undecided = [each for each in duties(incident, now) if not each.binds and each.since is not None]
    count = len({(ask.kind, ask.id) for each in undecided for ask in each.applied.asks})
    if not count:
        return "", False
    asked = ngettext("{count} answer decides what the law asks", "{count} answers decide what the law asks", count)
    words, first = asked.format(count=count), min((each.due_at for each in undecided if each.due_at), default=None)
    if first is None:
        return words, False
    timed = _("{words}; the first report would be due {time}")
    return timed.format(words=words, time=speech.when(first, now)), first - now <= _SOON
