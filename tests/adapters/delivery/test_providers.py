"""Chat providers that answer 200 to what they refused (reference/DELIVERY.md 0, findings 1 and 2).

Their plug-ins run as they are, in a process of their own, against a server of this machine.
"""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from incident.adapters.delivery.job import UNDERWAY, Job, awake_seconds
from incident.application.ports import Assurance, AttemptClass, AttemptOutcome
from incident.application.reasons import Reason
from incident.domain.exercise import MARK, wrapped
from tests.adapters.delivery.providers_here import serve_here
from tests.deliveries import a_delivery
from tests.sinks import Answer, ScriptedSink

URLS = {
    "wecombot": "wecombot://693a91f6-7xxx",
    "dingtalk": "dingtalk://abcdef0123456789",
    "feishu": "feishu://abcdef-0123",
    "lark": "lark://abcdef-0123",
    "schan": "schan://SCT123abc",
    "tgram": "tgram://123456789:abcdefg_hijklmnop/12315544/",
    "slack": "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#ops",
}
GOOD = {
    "wecombot": {"errcode": 0, "errmsg": "ok"},
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"code": 0, "msg": "success", "data": {}},
    "lark": {"StatusCode": 0, "StatusMessage": "success"},
    "schan": {"code": 0, "message": "", "data": {}},
    "tgram": {"ok": True, "result": {"message_id": 1}},
    "slack": "ok",
}

Send = Callable[..., AttemptOutcome]


@pytest.fixture(scope="module")
def sink() -> Iterator[ScriptedSink]:
    with ScriptedSink() as running:
        yield running


@pytest.fixture(scope="module")
def send(sink: ScriptedSink) -> Iterator[Send]:
    """Send a delivery through a plug-in, which is answered as told."""
    line, theirs = multiprocessing.get_context("forkserver").Pipe()
    child = multiprocessing.get_context("forkserver").Process(target=serve_here, args=(theirs, sink.port), daemon=True)
    child.start()
    theirs.close()

    def send(schema: str, answer: object, *, status: int = 200, **changes: object) -> AttemptOutcome:
        body = answer if isinstance(answer, str | bytes) else json.dumps(answer)
        sink.script = [Answer(status=status, body=body.encode() if isinstance(body, str) else body)]
        line.send(
            Job(
                kind="apprise",
                secret=URLS[schema],
                options={},
                delivery=a_delivery(**changes),
                seconds=10,
                end=awake_seconds() + 10,
            )
        )
        said = line.recv()
        while said == UNDERWAY:
            said = line.recv()
        assert isinstance(said, AttemptOutcome)
        return said

    yield send
    line.close()
    child.join(10)


@pytest.mark.parametrize("schema", URLS)
def test_a_success_that_says_so_is_confirmed(send: Send, schema: str) -> None:
    outcome = send(schema, GOOD[schema])
    assert (outcome.result, outcome.assurance) == (AttemptClass.DELIVERED, Assurance.CONFIRMED)


@pytest.mark.parametrize(
    ("schema", "answer", "code"),
    [
        ("wecombot", {"errcode": 93000, "errmsg": "invalid webhook url"}, "93000"),
        ("wecombot", {"errcode": 40058, "errmsg": "content too long"}, "40058"),
        ("dingtalk", {"errcode": 310000, "errmsg": "keywords not in content"}, "310000"),
        ("feishu", {"code": 19024, "msg": "Key Words Not Found"}, "19024"),
        ("lark", {"code": 19021, "msg": "sign match fail"}, "19021"),
        ("schan", {"code": 40001, "message": "bad token"}, "40001"),
        ("tgram", {"ok": False, "error_code": 403, "description": "bot was kicked"}, "403"),
        ("slack", {"ok": False, "error": "channel_not_found"}, "channel_not_found"),
    ],
)
def test_a_refusal_inside_a_200_is_a_refusal(send: Send, schema: str, answer: object, code: str) -> None:
    """Fault 5: Apprise calls these successes."""
    outcome = send(schema, answer)
    assert (outcome.result, outcome.status, outcome.provider_code) == (AttemptClass.PERMANENT, 200, code)
    assert outcome.detail.startswith(f"{Reason.PROVIDER_REFUSED}: {code}")


@pytest.mark.parametrize(
    ("schema", "answer", "wait"),
    [
        ("wecombot", {"errcode": 45009, "errmsg": "api freq out of limit"}, timedelta(minutes=1)),
        ("dingtalk", {"errcode": 130101, "errmsg": "send too fast"}, timedelta(minutes=10)),
        ("feishu", {"code": 11232, "msg": "too frequent"}, None),
        ("lark", {"code": 11232, "msg": "too frequent"}, None),
    ],
)
def test_too_often_is_tried_later(send: Send, schema: str, answer: object, wait: timedelta | None) -> None:
    """Fault 5: rate codes alone are tried again."""
    outcome = send(schema, answer)
    assert (outcome.result, outcome.retry_after) == (AttemptClass.NOT_SENT, wait)
    assert outcome.detail.startswith(Reason.PROVIDER_BUSY)


def test_too_often_is_seen_behind_a_bad_request_too(send: Send) -> None:
    outcome = send("feishu", {"code": 9499, "msg": "too many request", "data": {}}, status=400)
    assert (outcome.result, outcome.provider_code) == (AttemptClass.NOT_SENT, "9499")


@pytest.mark.parametrize(
    "answer", [b"<html>Sign in to the hotel's network</html>", b"", b"[]", b"\xff", b"[" * 100_000]
)
def test_an_answer_that_nobody_understands_is_unknown(send: Send, answer: bytes) -> None:
    """Fault 9: neither called a success nor repeated behind anybody's back."""
    outcome = send("wecombot", answer)
    assert (outcome.result, outcome.detail) == (AttemptClass.UNKNOWN, Reason.NOT_UNDERSTOOD)


def test_wecom_gets_2048_bytes_and_a_pointer(send: Send, sink: ScriptedSink) -> None:
    """Fault 31: 2,000 Chinese characters are 6,000 bytes, which WeCom refuses."""
    send("wecombot", GOOD["wecombot"], title="核心渠道中断", body="中" * 2_000)
    text = json.loads(sink.inbox.letters[-1].body)["text"]["content"]
    assert 2_040 < len(text.encode()) <= 2_048
    assert text.startswith("核心渠道中断\n中中")
    assert text.endswith("中… INC-0001")


def test_an_exercise_is_cut_inside_its_marks(send: Send, sink: ScriptedSink) -> None:
    body = wrapped("中" * 2_000)
    send("wecombot", GOOD["wecombot"], title=f"{MARK}: 演习开始", body=body, exercise=True)
    text = json.loads(sink.inbox.letters[-1].body)["text"]["content"]
    assert len(text.encode()) <= 2_048
    assert text.startswith(f"{MARK}\n")
    assert text.endswith(f"… INC-0001\n{MARK}")


@pytest.mark.parametrize("schema", ["dingtalk", "feishu", "lark"])
def test_a_long_text_fits_the_whole_request(send: Send, sink: ScriptedSink, schema: str) -> None:
    """20,000 bytes of request, in which a Chinese character takes six."""
    send(schema, GOOD[schema], body="中" * 5_000)
    assert 19_000 < len(sink.inbox.letters[-1].body) <= 20_000


def test_a_second_message_does_not_wait_for_the_first(send: Send) -> None:
    """Apprise's throttle sleeps by the wall clock; lark sleeps before its very first message."""
    began = awake_seconds()
    send("lark", GOOD["lark"])
    send("lark", GOOD["lark"])
    assert awake_seconds() - began < 3
