"""What is said after a mark: which one was taken back, how the step stands now, and what comes next.

Apart from `step`, which says what is done; this says what that led to.
"""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from incident.cli.acting import called_back
from incident.cli.output import say
from incident.domain.decide.marking import ALONE_AFTER
from incident.domain.events import NowLineAnswered, QuestionMarkUndone, StepTaken, StepUndone
from incident.domain.incident import StepState
from incident.domain.runbooks.runbook import Mode
from incident.domain.walking.checklist import build_checklist
from incident.i18n import _
from incident.wording.delivery import left_words
from incident.wording.events import event_words
from incident.wording.facts import value_words
from incident.wording.gaps import counted
from incident.wording.quoting import said
from incident.wording.safe import clean_line
from incident.wording.sentences import unstopped
from incident.wording.steps import state_word

if TYPE_CHECKING:
    from incident.application.service import Outcome
    from incident.cli.session import Session
    from incident.domain.walking.checklist import Item
    from incident.wording.speech import Speech

__all__ = ["say_stepped", "say_taken_back"]


def say_stepped(session: Session, outcome: Outcome, step_id: str) -> None:
    """Two lines: this step, and the next one."""
    checklist = build_checklist(outcome.incident, session.now())
    speech = session.speech()
    item = checklist.item(step_id)
    if item is not None:
        say(_stands(item, speech))
        expected = speech.text(f"step.{step_id}.expect")
        if has_value(item) and expected:
            say(_("Compare it with EXPECT: {words}").format(words=expected))
        if was_only_taken(outcome, item):
            say(_checked_next(item, speech, outcome.incident.id))
    following = checklist.current
    if following is None and not checklist.open_items:
        words = _("Nothing is open: {counted}. Next: incident close {incident}")
        say(words.format(counted=counted(checklist), incident=outcome.incident.id))
    elif following is None:
        say(_("No step can be worked on now."))
    elif following.step.id != step_id:
        words = _("Next: {number} {title} ({step})")
        say(words.format(number=following.number, title=speech.step(following.step.id), step=following.step.id))


def say_taken_back(session: Session, outcome: Outcome) -> list[str]:
    """Which marks were taken back, as the timeline has them; their steps."""
    events = [entry.event for entry in outcome.entries]
    taken = [event for event in events if isinstance(event, (StepUndone, QuestionMarkUndone))]
    marks = {event.mark for event in taken}
    speech, now = session.speech(), session.now()
    for entry in session.services.log.read(outcome.incident.id) if marks else ():
        if entry.event_id in marks:
            words = event_words(entry.event, speech)
            say(_("Taken back: {words} ({time})").format(words=words, time=speech.when(entry.occurred_at, now)))
    for words in (event_words(event, speech) for event in events if isinstance(event, NowLineAnswered)):
        say(words)
    for words in (*called_back(session, outcome), *left_words(outcome.incident, outcome.entries, speech, now)):
        say(words)
    return [event.step for event in taken if isinstance(event, StepUndone)]


def was_only_taken(outcome: Outcome, item: Item) -> bool:
    """Whether the step waits for its second person, and nothing of it is done yet."""
    is_open = item.state in (StepState.CURRENT, StepState.TO_DO) and item.step.mode is Mode.CROSS_CHECK
    return is_open and any(isinstance(entry.event, StepTaken) for entry in outcome.entries)


def _checked_next(item: Item, speech: Speech, incident: str) -> str:
    words = _(
        "One of two: your check is recorded, the step is not done yet. The second person marks it done "
        "(incident --as WHO step {incident} {step} done), or you do after {seconds} s with --alone {object}."
    )
    title = clean_line(speech.step(item.step.id).replace("：", ":").partition(":")[0])
    seconds = int(ALONE_AFTER.total_seconds())
    return words.format(incident=incident, step=item.step.id, seconds=seconds, object=quote(title))


def has_value(item: Item) -> bool:
    """Whether a value was entered that nobody has compared with what was to be expected."""
    return item.state is StepState.AS_EXPECTED and item.progress is not None and item.progress.words is not None


def _outcome(item: Item, speech: Speech) -> str:
    """The answer of a decision, the value that was entered, else the state."""
    progress = item.progress
    if progress is not None and progress.option is not None and item.state is StepState.AS_EXPECTED:
        return _("answered '{answer}'").format(answer=speech.option(item.step.id, progress.option))
    if has_value(item) and progress is not None and progress.words is not None:
        return _("done, {value} entered").format(value=value_words(item.step.id, said(progress.words), speech))
    return state_word(item.state)


def _stands(item: Item, speech: Speech) -> str:
    title = f"{item.glyph} {item.number} {unstopped(speech.step(item.step.id))}"
    progress = item.progress
    words = _("{title}: {words}").format(title=title, words=_outcome(item, speech))
    if item.state is StepState.ASKED and progress is not None and progress.until_person is not None:
        return _("{state}, {person} answers").format(state=words, person=speech.person(progress.until_person))
    if item.state in (StepState.CURRENT, StepState.TO_DO) and progress is not None and progress.taken_by is not None:
        return _("{state}, taken by {person}").format(state=words, person=speech.person(progress.taken_by))
    return words
