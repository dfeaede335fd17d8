"""What undo would take back, in words; and whether it was the last that the person did.

Apart from the undoing itself, which is a command like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from incident.domain.commands import UndoMark
from incident.domain.decide.undoing import OnNowLine, OnQuestion, OnStep, OwnMark
from incident.domain.events import (
    AudienceUnreachable,
    NowLineAnswered,
    QuestionAnswered,
    QuestionMarkUndone,
    QuestionUnderstood,
    Recorded,
    StepMark,
)
from incident.domain.incident import StepState
from incident.domain.runbooks.runbook import Verb
from incident.i18n import _
from incident.walk.countering import counter_command, counter_key
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.questions import question_text
from incident.wording.sentences import in_a_row, unstopped
from incident.wording.speech import Speech
from incident.wording.steps import state_word
from incident.wording.timeline import line

if TYPE_CHECKING:
    from incident.application.messages.recalling import Recall

__all__ = [
    "last_act_words",
    "later_act",
    "later_words",
    "recall_notes",
    "undo_hints",
    "undo_of",
    "undo_title",
    "undo_words",
    "undone_words",
    "with_messages",
]


def later_act(entries: Iterable[Recorded], person: str) -> Recorded | None:
    """The last act of the person, if that is none that undo takes back; else None. What a mark led to is no act."""
    own = [entry for entry in entries if entry.person == person and not isinstance(entry.event, AudienceUnreachable)]
    reached = (StepMark, QuestionUnderstood, QuestionAnswered, QuestionMarkUndone, NowLineAnswered)
    return own[-1] if own and not isinstance(own[-1].event, reached) else None


def later_words(entry: Recorded, speech: Speech) -> str:
    """That somebody's last act is no mark, which it is, and by what command it is changed."""
    act = _("Your last act is another one, which undo does not reach: {act}.").format(act=_act(entry, speech))
    return in_a_row(act, counter_command(entry.event))


def last_act_words(entry: Recorded, walk: Walk, mark: OwnMark) -> str:
    """The same on the screen, where a second key takes the older mark back all the same."""
    act = _("Your last act is none that {key} takes back: {act}.").format(
        key=key_of("walk.undo", "u"), act=_act(entry, walk.speech)
    )
    again = _("{key} once more takes back {mark}.").format(key=key_of("walk.undo", "u"), mark=_named(walk, mark))
    return in_a_row(act, counter_key(entry.event), again, *recall_notes(walk, mark))


def _act(entry: Recorded, speech: Speech) -> str:
    """What was done, in the middle of a sentence."""
    return unstopped(line(entry, speech).words)


def _named(walk: Walk, mark: OwnMark) -> str:
    """The mark in the middle of a sentence."""
    words = undo_words(walk, mark)
    return _("step {mark}").format(mark=words) if isinstance(mark, OnStep) else words


def undo_of(walk: Walk, mark: OwnMark) -> UndoMark:
    """The command that takes back just that mark, as it was seen."""
    command = UndoMark(by=walk.person, marked_at=mark.at)
    if isinstance(mark, OnStep):
        return command.changed(step=mark.step)
    if isinstance(mark, OnNowLine):
        return command.changed(line=mark.line)
    return command.changed(question=mark.question.seq, put_at=mark.question.at)


def undo_words(walk: Walk, mark: OwnMark) -> str:
    """The mark in a few words: `7 as expected 03:14`."""
    time = walk.speech.when(mark.at, walk.now)
    if isinstance(mark, OnQuestion):
        words = _("question {number} answered {time}") if mark.is_answer else _("question {number} understood {time}")
        return words.format(number=mark.question.seq, time=time)
    if isinstance(mark, OnNowLine):
        words = _("NOW line {line} done {time}") if mark.answer.done else _("NOW line {line} not done {time}")
        return words.format(line=mark.line, time=time)
    item = walk.checklist.item(mark.step)
    number = item.number if item else mark.step
    return f"{number} {_marked(walk, mark)} {time}"


def undo_hints(walk: Walk, mark: OwnMark) -> list[str]:
    """The same with the messages that go with it, the longest first: the last row has room for one of them."""
    words = undo_words(walk, mark)
    recalls = _recalls(walk, mark)
    if not recalls:
        return [words]
    from incident.wording.recalling import recall_tails  # here, as below

    return [words + tail for tail in recall_tails(recalls, walk.speech)]


def recall_notes(walk: Walk, mark: OwnMark) -> list[str]:
    """A sentence for each message that goes with it, or has left and does not."""
    recalls = _recalls(walk, mark)
    if not recalls:
        return []
    from incident.wording.recalling import recalling_words  # here, as below

    return recalling_words(recalls, walk.speech)


def _recalls(walk: Walk, mark: OwnMark) -> Sequence[Recall]:
    if not isinstance(mark, OnStep) or all(each.step != mark.step for each in walk.incident.messages.values()):
        return ()
    from incident.application.messages.recalling import recalls_of  # here: few marks send anything

    return recalls_of(walk.incident, mark, walk.deliveries)


def _marked(walk: Walk, mark: OnStep) -> str:
    """What the mark said: a decision was answered, facts were recorded; all else by its state."""
    item, progress = walk.checklist.item(mark.step), mark.progress
    if progress.option:
        return _("answered")
    if item is not None and item.step.verb is Verb.RECORD and progress.state is StepState.AS_EXPECTED:
        return _("recorded")
    return state_word(progress.state)


def undone_words(walk: Walk, mark: OwnMark) -> str:
    """That it is taken back; of a question or a line, that it waits again."""
    words = _("Taken back: {mark}").format(mark=undo_words(walk, mark))
    return words if isinstance(mark, OnStep) else _("{words}. It waits again.").format(words=words)


def with_messages(said: str, recalls: Sequence[Recall], left: Sequence[str], speech: Speech) -> str:
    """What was done, and what became of the messages of a mark that is taken back; `left`: of those that had left."""
    if not recalls and not left:
        return said
    from incident.wording.recalling import recalled_words  # here: few marks that are taken back had sent anything

    return in_a_row(_("{words}.").format(words=unstopped(said)), *recalled_words(recalls, speech), *left)


def undo_title(walk: Walk, mark: OwnMark) -> str:
    """The step, the question or the line itself, in its own words."""
    if isinstance(mark, OnStep):
        return walk.speech.step(mark.step)
    if isinstance(mark, OnNowLine):
        return walk.speech.now_line(mark.line)
    return question_text(mark.question, walk.speech)
