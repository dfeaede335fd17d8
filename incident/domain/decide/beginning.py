"""What comes before the first step: a line of it is answered once, and a wrong answer by whoever gave it.

Apart from the steps, because a line has no role, no clock and no place in the order of work: nothing waits for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.words import optional_text, require_text
from incident.domain.incident import Incident, NowAnswer
from incident.domain.refusals import Refusal, Refused

__all__ = ["answer_now_line"]


def answer_now_line(incident: Incident, command: c.AnswerNowLine) -> Sequence[e.Event]:
    """Say that it is done, or why it will not be; what was not done may still be.

    Raises:
        Refused: NOW_LINE_UNKNOWN, TEXT_EMPTY, or NOW_LINE_ANSWERED and NOW_LINE_DECLINED, naming who was first.
    """
    if not 1 <= command.line <= incident.now_lines:
        lines = tuple(str(line) for line in range(1, incident.now_lines + 1))
        raise Refused(Refusal.NOW_LINE_UNKNOWN, line=command.line, lines=lines)
    given = incident.now_answers.get(command.line)
    if given is not None and not _may_change(given, command):
        if not given.done:
            raise Refused(Refusal.NOW_LINE_DECLINED, line=command.line, by=given.by, at=given.at)
        raise Refused(Refusal.NOW_LINE_ANSWERED, line=command.line, by=given.by, at=given.at)
    because = optional_text(command.because, "reason") if command.done else require_text(command.because, "reason")
    return [e.NowLineAnswered(line=command.line, done=command.done, because=because)]


def _may_change(given: NowAnswer, command: c.AnswerNowLine) -> bool:
    """Anybody may do what was not done; that it is not done after all, or why not, says only who answered."""
    if command.done:
        return not given.done
    is_news = given.done or command.because.strip() != str(given.because)
    return given.by == command.by and is_news
