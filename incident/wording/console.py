"""What the facilitator's screen says of an exercise: its clock, each inject in one word, its players.

Apart from the words of the report, which has room for sentences: here a column is seven cells wide.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from incident.domain.exercises.leading import Mark
from incident.domain.exercises.playing import unheld
from incident.domain.exercises.reserved import UNLED
from incident.domain.exercises.results import Answer, Way
from incident.domain.exercises.scenario import EVERYBODY, TriggerKind
from incident.domain.exercises.state import Phase
from incident.i18n import N_, _, current, ngettext
from incident.wording.events import event_words
from incident.wording.quoting import said
from incident.wording.results import observation_word
from incident.wording.scenarios import channel_word, phase_word
from incident.wording.times import duration

if TYPE_CHECKING:
    from datetime import datetime

    from incident.application.exercises.console import Console
    from incident.application.exercises.standing import Standing
    from incident.domain.events import Recorded
    from incident.domain.exercises.playing import Playing
    from incident.domain.exercises.results import InjectResult, Observation
    from incident.domain.exercises.scenario import Expected, Inject
    from incident.domain.incident import Incident
    from incident.wording.speech import Speech

__all__ = [
    "about_words",
    "clock_words",
    "counted_words",
    "expected_words",
    "mark_cell",
    "observed_words",
    "overrun_words",
    "planned_cell",
    "playing_words",
    "real_event_words",
    "shown_time",
    "to_cell",
    "unheld_words",
    "unled_choice",
    "unled_words",
    "voice_words",
]

_GIVEN: Final[Mapping[Mark, str]] = {Mark.MET: N_("MET"), Mark.PART: N_("PART"), Mark.NOT: N_("NOT MET")}
"""What somebody who watched said stands bare."""
_SHOWN: Final[Mapping[Answer, str]] = {
    Answer.MISSING: N_("(not)"),
    Answer.LATE: N_("(late)"),
    Answer.STOOD: N_("stood"),
    Answer.OPEN: N_("running"),
    Answer.PERSON: N_("judge"),
    Answer.MET: N_("(met)"),
    Answer.BEFORE: N_("before"),
}
"""What the log alone shows stands in brackets; the gravest of an inject's actions counts, in this order."""
_MINUTE: Final = 60


def shown_time(length: timedelta) -> str:
    """A time of the exercise's clock, `00:22:40`."""
    minutes, seconds = divmod(int(length.total_seconds()), _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    return f"{hours:02}:{minutes:02}:{seconds:02}"


def clock_words(console: Console, shown: timedelta) -> str:
    """How its clock goes, what it shows, how many injects are out."""
    standing, results = console.standing, console.results
    phase = phase_word(standing.exercise.phase).upper()
    if console.ceased_by is not None:
        phase = _("REAL EVENT")
    if standing.exercise.suspended_by:
        phase = _("{phase} by {incident}").format(phase=phase, incident=standing.exercise.suspended_by)
    words = _("clock {rate}x {phase}   exercise {time} of {length}   {out} of {count} injects")
    return words.format(
        rate=standing.exercise.clock.rate,
        phase=phase,
        time=shown_time(shown),
        length=duration(results.planned),
        out=sum(row.released is not None for row in results.injects),
        count=len(results.injects),
    )


def overrun_words(standing: Standing, shown: timedelta) -> str:
    """That its planned time is over, and what is left and does not come by itself; '' before, and once play is over."""
    over = shown - standing.bundle.scenario.length
    if over <= timedelta() or standing.exercise.phase is Phase.ENDED:
        return ""
    words = _("{length} past the planned end").format(length=duration(over))
    left = standing.left_to_hands
    if not left:
        return words
    numbers = _(", ").join(str(each.number) for each in left)
    more = ngettext(
        "inject {numbers} does not come by itself", "injects {numbers} do not come by themselves", len(left)
    )
    return _("{words}; {more}").format(words=words, more=more.format(numbers=numbers))


def unled_words(standing: Standing, speech: Speech, now: datetime, *, was_asked: bool = False) -> str:
    """Since when nobody led it, while it stands for that, or what was missed then waits for a hand; else ''.

    `was_asked`: whether its card was left without an answer.
    """
    exercise = standing.exercise
    if exercise.phase is Phase.PAUSED and str(exercise.because or "") == UNLED:
        words = _("it has stood since {time}, because nobody led it")
        return words.format(time=speech.when(exercise.clock.turns[-1].at, now))
    if standing.lapse is None:
        return ""
    words = _("nobody led it at {time} (T+{shown}): what fell due then waits for a hand")
    if was_asked:
        words = _("nobody led it at {time} (T+{shown}). It counts as played: play went on")
        if standing.lapse.is_calm:
            words = _("nobody led it at {time} (T+{shown}). Played or a pause? Enter asks again")
    return words.format(time=speech.when(standing.lapse.since, now), shown=shown_time(standing.lapse.shown))


def unled_choice(standing: Standing) -> str:
    """How that time counts as a pause; '' where it counts as played, because something was done meanwhile."""
    if standing.lapse is None or not standing.lapse.is_calm:
        return ""
    words = _("No player did anything since. Count it as a pause: {command}")
    return words.format(command=f"incident drill pause {standing.incident.id} --unled")


def counted_words(since: datetime, shown: timedelta, speech: Speech, now: datetime) -> str:
    """That nobody led it, and that this was a pause."""
    words = _("It counts as a pause since {time}: the clock goes on at T+{shown}")
    return words.format(time=speech.when(since, now), shown=shown_time(shown))


def real_event_words(ceased: Recorded, speech: Speech, now: datetime) -> str:
    """Who said the reserved word, when, and what else."""
    words = _("REAL EVENT, {person} at {time}: {words}")
    person, time = speech.person(ceased.person), speech.when(ceased.occurred_at, now)
    return words.format(person=person, time=time, words=event_words(ceased.event, speech))


def planned_cell(inject: Inject, row: InjectResult) -> str:
    """When its plan wants it: `00:24`; what waits for play, or for a hand, has no time."""
    planned = row.due
    if inject.trigger.kind is TriggerKind.AT and not inject.trigger.after:
        planned = inject.trigger.delay
    if planned is not None:
        return shown_time(planned)[:-3]
    return _("hand") if inject.trigger.is_by_hand else _("if")


def mark_cell(console: Console, inject: Inject, row: InjectResult) -> tuple[str, str]:
    """What became of it, in one word, and its style."""
    standing = console.standing
    if row.mark is not None:
        return _(_GIVEN[row.mark]), ".bright"
    if row.released is not None:
        is_unread = len(unheld(standing.incident, inject)) == len(inject.to)
        return (_("unread"), ".caution") if is_unread else _answered(row)
    if row.way is Way.SKIPPED:
        return _("skipped"), ".muted"
    if row.way in (Way.NOT_NEEDED, Way.NOT_COME, Way.NOT_REACHED):
        return _("n/a"), ".muted"
    if inject.id in {each.inject.id for each in standing.due}:
        return _("due"), ".caution"
    if inject.id in standing.held:
        return _("held"), ".waiting"
    if standing.next is not None and standing.next.id == inject.id:
        return _("up next"), ".bright"
    return (_("armed") if inject.trigger.missing or inject.trigger.happened else ""), ".muted"


def unheld_words(incident: Incident, inject: Inject, speech: Speech) -> str:
    """That nobody holds a role which it is for; '' while each has somebody."""
    roles = _(", ").join(speech.role(role) for role in unheld(incident, inject))
    return _("nobody holds {roles}, so no player reads it for them").format(roles=roles) if roles else ""


def _answered(row: InjectResult) -> tuple[str, str]:
    answers = {each.answer for each in row.expected}
    for answer, words in _SHOWN.items():
        if answer in answers:
            return _(words), ".wrong" if answer in (Answer.MISSING, Answer.LATE) else ".muted"
    return _("sent"), ".muted"


def to_cell(inject: Inject, speech: Speech) -> str:
    """Who hears it."""
    return _("all") if EVERYBODY in inject.to else _(", ").join(speech.role(role) for role in inject.to)


def voice_words(console: Console, inject: Inject, speech: Speech) -> str:
    """How it reaches whom, and in whose voice."""
    sender = console.standing.bundle.text(f"inject.{inject.id}.from", current())
    words = _("{channel}, in the voice of {sender}, to {roles}")
    return words.format(channel=channel_word(inject.channel), sender=sender, roles=to_cell(inject, speech))


def expected_words(console: Console, inject: Inject, number: int, speech: Speech) -> tuple[str, str]:
    """What good players do about it and who, and by when."""
    expected: Expected = inject.expected[number]
    words = console.standing.bundle.text(f"inject.{inject.id}.expect.{number}", current())
    if expected.by:
        words = _("{role}: {question}").format(role=speech.role(expected.by), question=words)
    within = _("within {length}").format(length=duration(expected.within)) if expected.within else ""
    return words, within


def about_words(console: Console, inject: Inject) -> list[str]:
    """What only those who lead know of it: when it is needed, its note, its hints."""
    key, language = f"inject.{inject.id}", current()
    text = console.standing.bundle.text
    rows = [text(f"{key}.call", language), text(f"{key}.note", language)]
    hints = (text(f"{key}.hint.{number}", language) for number in range(inject.hints))
    return [*filter(None, rows), *(_("hint: {words}").format(words=hint) for hint in hints)]


def playing_words(row: Playing, speech: Speech) -> tuple[str, str]:
    """Who it is with which roles, and what they do or did last."""
    roles = _(", ").join(speech.role(role) for role in row.roles)
    who = (
        _("{role} {person}").format(role=roles, person=speech.person(row.person))
        if roles
        else speech.person(row.person)
    )
    if row.steps:
        steps = _(", ").join(speech.step(step) for step in row.steps)
        doing = _("on: {steps}").format(steps=steps)
    elif row.last is not None:
        doing = _("last: {words}").format(words=event_words(row.last.event, speech))
    else:
        doing = _("nothing yet")
    if not row.is_quiet:
        return who, doing
    return who, _("QUIET {length}; {words}").format(length=duration(row.silent_for), words=doing)


def observed_words(row: Observation, console: Console) -> str:
    """What somebody saw, when, and upon which inject."""
    inject = console.standing.bundle.scenario.inject(row.inject) if row.inject else None
    words = _("{time}  {kind}  {words}").format(
        time=shown_time(row.at)[:-3], kind=observation_word(row.kind), words=said(row.text)
    )
    return words if inject is None else _("{words} (inject {number})").format(words=words, number=inject.number)
