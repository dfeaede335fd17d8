"""What a web server does, and what is said of the message (reference/DELIVERY.md 5)."""

from __future__ import annotations

import time
from datetime import timedelta
from urllib.parse import unquote_plus

import pytest

from incident.application.delivery.reasons import Reason
from incident.application.ports import Assurance, AttemptClass
from tests.adapters.delivery.conftest import Rig
from tests.sinks import DRIP, HANG, RESET, Answer, ScriptedSink, closed_port

SHORT = timedelta(seconds=1.5)


def test_a_webhook_gets_the_words_and_the_number_of_the_delivery(rig: Rig) -> None:
    with ScriptedSink() as sink:
        outcome = rig.hook(sink.url, title="核心渠道中断", body="请立即加入会议。\n🔥")
    (letter,) = sink.inbox.letters
    assert (letter.title, letter.body) == ("核心渠道中断", "请立即加入会议。\n🔥")
    assert letter.headers["X-Incident-Delivery"] == letter.headers["Idempotency-Key"] == "d1"
    assert (outcome.result, outcome.assurance, outcome.status) == (AttemptClass.DELIVERED, Assurance.ACCEPTED, 200)


@pytest.mark.parametrize("form", ["json", "form", "xml"])
def test_a_webhook_may_want_its_words_in_another_form(rig: Rig, form: str) -> None:
    with ScriptedSink() as sink:
        outcome = rig.hook(f"{form}://127.0.0.1:{sink.port}/incident", body="请立即加入会议。")
    (letter,) = sink.inbox.letters
    assert (outcome.result, letter.headers["X-Incident-Delivery"]) == (AttemptClass.DELIVERED, "d1")
    assert "请立即加入会议。" in unquote_plus(letter.body)


@pytest.mark.parametrize("page", [b"<!DOCTYPE html><p>Sign in", b"\n <HTML><body>Welcome to the hotel"])
def test_a_page_for_people_is_no_answer_of_a_webhook(rig: Rig, page: bytes) -> None:
    """Fault 9: the hotel's network answers 200 to everything; whether the hook has it, nobody can say."""
    with ScriptedSink(Answer(body=page)) as sink:
        outcome = rig.hook(sink.url)
    assert (outcome.result, outcome.detail) == (AttemptClass.UNKNOWN, Reason.NOT_UNDERSTOOD)


def test_202_is_accepted_and_no_more(rig: Rig) -> None:
    """Fault 6: Power Automate takes a message that nobody may ever see."""
    with ScriptedSink(Answer(status=202)) as sink:
        assert rig.hook(sink.url).assurance is Assurance.ACCEPTED


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (408, AttemptClass.NOT_SENT),
        (429, AttemptClass.NOT_SENT),
        (500, AttemptClass.NOT_SENT),
        (503, AttemptClass.NOT_SENT),
        (504, AttemptClass.UNKNOWN),
        (501, AttemptClass.PERMANENT),
        (400, AttemptClass.PERMANENT),
        (401, AttemptClass.PERMANENT),
        (404, AttemptClass.PERMANENT),
    ],
)
def test_a_status_tells_later_from_never_from_maybe(rig: Rig, status: int, result: AttemptClass) -> None:
    """Faults 4 and 7."""
    with ScriptedSink(Answer(status=status)) as sink:
        outcome = rig.hook(sink.url)
    assert (outcome.result, outcome.status) == (result, status)
    assert outcome.detail.startswith(f"{Reason.STATUS}: {status}")
    assert outcome.retry_after is None
    assert len(sink.inbox.letters) == 1, "Apprise must not try again by itself"


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "42"}, timedelta(seconds=42)),
        (
            {"Retry-After": "Sat, 21 Nov 2026 03:00:00 GMT", "Date": "Sat, 21 Nov 2026 02:58:30 GMT"},
            timedelta(seconds=90),
        ),
        ({"Retry-After": "Sat, 21 Nov 2026 03:00:00 GMT", "Date": "Sat, 21 Nov 2026 03:01:00 GMT"}, timedelta(0)),
        ({"Retry-After": "soon"}, None),
    ],
)
def test_the_wait_that_a_server_asks_for_is_read(rig: Rig, headers: dict[str, str], wait: timedelta | None) -> None:
    """Fault 3: seconds, or a date by the server's own clock."""
    with ScriptedSink(Answer(status=429, headers=headers)) as sink:
        assert rig.hook(sink.url).retry_after == wait


def test_nobody_listening_is_not_sent(rig: Rig) -> None:
    outcome = rig.hook(f"json://127.0.0.1:{closed_port()}/incident")
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.CONNECTION_REFUSED)


def test_an_unknown_host_is_not_sent(rig: Rig) -> None:
    outcome = rig.hook("json://no-such-host.invalid/incident")
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.DNS)


def test_a_server_without_encryption_is_not_sent_to(rig: Rig) -> None:
    """Fault 10: what was to be encrypted never goes out in the clear."""
    with ScriptedSink() as sink:
        outcome = rig.hook(f"jsons://127.0.0.1:{sink.port}/incident")
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.TLS)
    assert sink.inbox.letters == ()


def test_a_redirect_is_refused_for_good(rig: Rig) -> None:
    """Fault 12: even where the URL asks for following."""
    with ScriptedSink() as elsewhere:
        away = Answer(status=307, headers={"Location": f"http://127.0.0.1:{elsewhere.port}/other"})
        with ScriptedSink(away) as sink:
            outcome = rig.hook(f"{sink.url}?redirect=yes")
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.REDIRECTED)
    assert elsewhere.inbox.letters == ()


def test_a_line_cut_after_the_request_is_unknown(rig: Rig) -> None:
    """Fault 13: it may have arrived, so a person decides."""
    with ScriptedSink(RESET) as sink:
        outcome = rig.hook(sink.url)
    assert (outcome.result, outcome.detail) == (AttemptClass.UNKNOWN, Reason.CONNECTION_RESET)
    assert len(sink.inbox.letters) == 1


def test_a_server_that_hangs_is_unknown_within_the_limit(rig: Rig) -> None:
    """Fault 1."""
    with ScriptedSink(HANG) as sink:
        began = time.monotonic()
        outcome = rig.hook(sink.url, limit=SHORT)
        took = time.monotonic() - began
    assert (outcome.result, outcome.detail) == (AttemptClass.UNKNOWN, Reason.READ_TIMEOUT)
    assert took < SHORT.total_seconds() + 1


def test_a_server_that_drips_is_killed_at_the_limit(rig: Rig) -> None:
    """Fault 2: no timeout of a socket ends this one."""
    with ScriptedSink(DRIP) as sink:
        began = time.monotonic()
        outcome = rig.hook(sink.url, limit=SHORT)
        took = time.monotonic() - began
        assert rig.hook(sink.url.replace("/incident", "/next"), limit=SHORT).result is AttemptClass.UNKNOWN
    assert (outcome.result, outcome.detail) == (AttemptClass.UNKNOWN, Reason.KILLED)
    assert SHORT.total_seconds() <= took < SHORT.total_seconds() + 1


def test_apprise_neither_retries_nor_calls_a_failure_optional(rig: Rig) -> None:
    with ScriptedSink(Answer(status=500)) as sink:
        outcome = rig.hook(f"{sink.url}?retry=3&wait=0&optional=yes&emojis=yes", body=":fire: stays text")
    assert outcome.result is AttemptClass.NOT_SENT
    assert [letter.body for letter in sink.inbox.letters] == [":fire: stays text"]


@pytest.mark.parametrize(
    "url",
    ["syslog://", "mailto://u:p@example.org", "macosx://", "https://example.org/hook", "nonsense", "wecombot://"],
)
def test_only_known_channels_are_used(rig: Rig, url: str) -> None:
    outcome = rig.hook(url)
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.TARGET_INVALID)


def test_a_target_with_two_recipients_is_refused(rig: Rig) -> None:
    """One row is one recipient: half a success could neither be repeated nor left."""
    outcome = rig.hook("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#a/#b")
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.SEVERAL_RECIPIENTS)


def test_an_endless_answer_is_read_in_part(rig: Rig) -> None:
    with ScriptedSink(Answer(body=b"x" * 5_000_000)) as sink:
        assert rig.hook(sink.url).result is AttemptClass.DELIVERED
