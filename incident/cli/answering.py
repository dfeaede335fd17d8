"""What a command that changes something answers a program: `--json`.

Apart from the commands, because all of them answer the same: what was written, and the sentences that a person reads.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import click

from incident.cli.arguments import json_output
from incident.cli.output import print_json
from incident.cli.session import Heard, Session

__all__ = ["ACT_SHAPE", "SENT_SHAPE", "acted", "answers_json", "answers_with", "sent"]

ACT_SHAPE: Final = "{version, id, seq, head, said}"
"""The incident, the last entry that the act wrote (null if it wrote none), the head of the record after it, and every
sentence that was said."""

SENT_SHAPE: Final = "{version, id, seq, head, message, said}"
"""The same of an act that writes a message: its id, null if none was written."""

_Function = Callable[..., Any]


def answers_json(function: _Function) -> _Function:
    """Let an act be asked for `--json`; stands next to the function, above `pass_session`."""
    return answers_with(acted)(function)


def answers_with(shape: Callable[[Session, Heard], dict[str, Any] | None]) -> Callable[[_Function], _Function]:
    """The same for a command with a shape of its own; None answers nothing, because nothing was done."""

    def made(function: _Function) -> _Function:
        @wraps(function)
        def run(*args: Any, as_json: bool, **typed: Any) -> Any:  # noqa: ANN401  (what click hands on)
            session = click.get_current_context().find_object(Session)
            if session is None or not as_json:
                return function(*args, **typed)
            session.heard = Heard()
            try:
                done = function(*args, **typed)
            except click.exceptions.Exit:
                _answer(session, shape)
                raise
            _answer(session, shape)
            return done

        return json_output(run)

    return made


def _answer(session: Session, shape: Callable[[Session, Heard], dict[str, Any] | None]) -> None:
    heard, session.heard = session.heard, None
    answer = shape(session, heard) if heard is not None else None
    if answer is not None:
        print_json(answer)


def acted(session: Session, heard: Heard) -> dict[str, Any] | None:
    """The answer of an act, as `ACT_SHAPE` has it; None where nothing was decided."""
    if not heard.outcomes:
        return None
    incident_id = heard.outcomes[-1].incident.id
    written = [entry.seq for outcome in heard.outcomes for entry in outcome.entries]
    summary = session.services.log.summary(incident_id)
    return {
        "id": incident_id,
        "seq": max(written, default=None),
        "head": summary.head if summary else "",
        "said": heard.said,
    }


def sent(session: Session, heard: Heard) -> dict[str, Any] | None:
    """The answer of an act, and the id of the message that it wrote, as `SENT_SHAPE` has it."""
    answer = acted(session, heard)
    return answer and {**answer, "message": next(iter(heard.data), None)}
