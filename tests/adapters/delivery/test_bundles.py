"""What a recipient gets when several messages leave in one, and what becomes of a text that is too long for that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.secrets import Redactor, Secrets
from incident.application.delivery.reasons import Reason
from incident.application.ports import AttemptClass, Delivery, Target
from incident.domain.exercises.mark import MARK, wrapped
from tests.adapters.delivery.conftest import LIMIT, Rig
from tests.deliveries import a_delivery, has_a_child
from tests.sinks import ScriptedSink


def others(count: int = 2, **changes: object) -> tuple[Delivery, ...]:
    return tuple(
        a_delivery(id=f"d{n}", message=f"M{n}", title=f"Update {n}", body=f"Text {n}.\n\nINC-0001 M{n}", **changes)
        for n in range(2, count + 2)
    )


def test_each_message_stands_with_its_title_and_its_id(rig: Rig) -> None:
    with ScriptedSink() as sink:
        outcome = rig.hook(sink.url, title="Update 1", body="Text 1.\n\nINC-0001 M1", carries=others())
        (letter,) = sink.inbox.wait_for(1)
    assert outcome.result is AttemptClass.DELIVERED
    assert letter.title == "Update 1 (+2)"
    places = [letter.body.index(f"[{n}/3] Update {n}\nText {n}.\n\nINC-0001 M{n}") for n in (1, 2, 3)]
    assert places == sorted(places)


def test_an_exercises_bundle_opens_and_closes_with_one_mark(rig: Rig) -> None:
    with ScriptedSink() as sink:
        outcome = rig.hook(
            sink.url,
            exercise=True,
            body=wrapped("Text 1."),
            carries=tuple(each.changed(body=wrapped(each.body)) for each in others(exercise=True)),
        )
        (letter,) = sink.inbox.wait_for(1)
    assert outcome.result is AttemptClass.DELIVERED
    assert letter.body.count(f"{MARK}\n") == letter.body.count(f"\n{MARK}") == 1


@pytest.mark.parametrize("body", ["no mark", wrapped("of a real incident")])
def test_one_message_without_its_mark_keeps_the_whole_bundle_of_an_exercise_back(rig: Rig, body: str) -> None:
    stray = others(1, exercise=body == "no mark")[0].changed(body=body)
    with ScriptedSink() as sink:
        outcome = rig.hook(sink.url, exercise=True, body=wrapped("Text 1."), carries=(stray,))
        assert not sink.inbox.letters
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.EXERCISE_LOCK)


def test_what_does_not_fit_whole_does_not_leave_and_its_parts_may_at_once(rig: Rig) -> None:
    long = "z" * 40_000
    with ScriptedSink() as sink:
        outcome = rig.hook(sink.url, body=long, carries=(others(1)[0].changed(body=long),))
        assert not sink.inbox.letters
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.BUNDLE_TOO_LONG)
    assert outcome.retry_after == timedelta(0)


def test_each_message_of_a_person_keeps_a_link_of_its_own(rig: Rig) -> None:
    sender = ProcessSender(Secrets(rig.folder), Redactor(), lambda row: f"https://on.example.org/a/{row.id}")
    has_a_child(sender)
    target = Target(id="pager", exercise=False, kind="apprise", secret="file:hook")
    with ScriptedSink() as sink:
        (rig.folder / "hook").write_text(sink.url)
        sender.send(target, a_delivery(carries=others(1, language="zh-CN")), LIMIT)
        (letter,) = sink.inbox.wait_for(1)
    sender.close()
    assert "Acknowledge: https://on.example.org/a/d1" in letter.body
    assert "确认收到：https://on.example.org/a/d2" in letter.body
