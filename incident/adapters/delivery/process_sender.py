"""The parent's side of sending: a child for every send in flight, ended when its time is up.

Neither Apprise nor a hung provider gets into the program's own process: a thread
that waits for a server cannot be ended, a process can (DESIGN.md 8).
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final

from incident.adapters.clock import awake_seconds
from incident.adapters.delivery.bundling import bundled
from incident.adapters.delivery.job import Job
from incident.adapters.delivery.preparing import NotPrepared, Preparations
from incident.adapters.delivery.wording import one_line
from incident.adapters.secrets import Redactor, Secrets, unavailable
from incident.application.delivery.reasons import Reason, detail
from incident.application.errors import SecretUnavailable
from incident.application.ports import AttemptClass, AttemptOutcome, Delivery, Target
from incident.domain.exercises.mark import is_marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from incident.adapters.delivery.beginnings import FileBeginnings
    from incident.adapters.delivery.nursery import Nursery

__all__ = ["ProcessSender"]

_LINK_SHARE: Final = 0.4
_BIRTH_SECONDS: Final = 60.0
_MOST_SHOWN: Final = 160
"""Characters of what a provider said that are kept."""


class ProcessSender:
    """Sends through warm child processes; safe to call from several threads."""

    def __init__(
        self,
        secrets: Secrets,
        redactor: Redactor,
        link_of: Callable[[Delivery], str] | None = None,
        beginnings: FileBeginnings | None = None,
    ) -> None:
        """Nothing starts before the first send, or `get_ready`; `link_of` says where a delivery is acknowledged,
        `beginnings` what is made before its first byte.
        """
        self._beginnings = beginnings
        self._secrets = secrets
        self._link_of = link_of
        self._redactor = redactor
        self._lock = Lock()
        self._preparations = Preparations()
        self._nursery: Nursery | None = None

    def get_ready(self) -> None:
        """Have a child born meanwhile; the first message need not wait for one then."""
        Thread(target=self._bear, daemon=True, name="getting ready").start()

    def send(self, target: Target, delivery: Delivery, limit: timedelta) -> AttemptOutcome:
        """Try once, for at most `limit`, all preparations included."""
        deadline = time.monotonic() + limit.total_seconds()
        if _is_locked(target, delivery):
            return AttemptOutcome(result=AttemptClass.PERMANENT, detail=detail(Reason.EXERCISE_LOCK))
        try:
            return self._redacted(self._with_fresh_secret(target, delivery, deadline))
        except SecretUnavailable as error:
            reference = ":".join(part for part in (error.fields["kind"], error.fields["name"]) if part)
            return AttemptOutcome(
                result=AttemptClass.NOT_SENT, detail=detail(Reason.SECRET_UNAVAILABLE, self._redactor.redact(reference))
            )
        except NotPrepared:
            return AttemptOutcome(result=AttemptClass.NOT_SENT, detail=detail(Reason.KILLED))

    def close(self) -> None:
        """End every child; what was in flight is told as it is: unknown, or not sent."""
        self._preparations.give_up()
        if self._nursery is not None:
            self._nursery.close()

    def _bear(self) -> None:
        with suppress(OSError, EOFError, NotPrepared):  # whoever sends will say what is wrong
            nursery, deadline = self._opened(), time.monotonic() + _BIRTH_SECONDS
            nursery.give_back(self._preparations.made(nursery.borrowed, deadline, nursery.give_back))

    def _with_fresh_secret(self, target: Target, delivery: Delivery, deadline: float) -> AttemptOutcome:
        """Once more at once, if the server refused and there is a new key by now."""
        secret = self._resolved(target, deadline)
        outcome = self._attempt(target, secret, delivery, deadline)
        if (
            outcome.result is AttemptClass.PERMANENT and outcome.status is not None
        ):  # services refuse a key with any status
            newer = self._resolved(target, deadline)
            if newer != secret and time.monotonic() < deadline:
                return self._attempt(target, newer, delivery, deadline)
        return outcome

    def _resolved(self, target: Target, deadline: float) -> str:
        """The secret, if it comes in time."""
        try:
            secret = self._preparations.made(lambda: self._secrets.resolve(target.secret), deadline)
        except NotPrepared:
            raise unavailable(target.secret) from None
        self._redactor.hide(secret, target.options.get("user", ""))
        return secret

    def _attempt(self, target: Target, secret: str, delivery: Delivery, deadline: float) -> AttemptOutcome:
        nursery = self._opened()
        try:
            child = nursery.at_hand() or self._preparations.made(nursery.borrowed, deadline, nursery.give_back)
        except (OSError, EOFError) as error:  # the machine has no room for a process now
            return AttemptOutcome(result=AttemptClass.NOT_SENT, detail=detail(Reason.CRASHED, type(error).__name__))
        link = "" if delivery.carries else self._linked(delivery, deadline)
        seconds = deadline - time.monotonic()
        job = Job(
            kind=target.kind,
            secret=secret,
            options=dict(target.options),
            delivery=bundled(delivery, lambda each: self._linked(each, deadline)),
            link=link,
            seconds=seconds,
            end=awake_seconds() + seconds,
            marks=self._beginnings.marks(delivery) if self._beginnings else (),
        )
        try:
            return child.run(job, deadline)
        finally:
            nursery.give_back(child)

    def _linked(self, delivery: Delivery, deadline: float) -> str:
        """Its link, if that comes in a part of the time: without one it leaves all the same."""
        if (link_of := self._link_of) is None:
            return ""
        try:
            share = (deadline - time.monotonic()) * _LINK_SHARE
            link = self._preparations.made(lambda: link_of(delivery), time.monotonic() + share)
        except NotPrepared:
            return ""
        self._redactor.hide(link.rpartition("/")[2])
        return link

    def _opened(self) -> Nursery:
        from incident.adapters.delivery.nursery import Nursery  # here: 20 ms, and most commands send nothing

        with self._lock:
            self._nursery = self._nursery or Nursery()
            return self._nursery

    def _redacted(self, outcome: AttemptOutcome) -> AttemptOutcome:
        return replace(
            outcome,
            detail=self._shown(outcome.detail),
            provider_code=self._shown(outcome.provider_code),
            provider_id=self._shown(outcome.provider_id),
        )

    def _shown(self, said: str) -> str:
        """Without secrets first, then in short: half a secret would be none that anybody knows."""
        return one_line(self._redactor.redact(said), _MOST_SHOWN)


def _is_locked(target: Target, delivery: Delivery) -> bool:
    """Whether exercise and reality would meet: the second of two locks, the first is the outbox's foreign key."""
    every = (delivery, *delivery.carries)
    return not all(each.exercise == target.exercise == is_marked(each.body) for each in every)
