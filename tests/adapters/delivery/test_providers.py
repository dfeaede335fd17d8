"""Chat providers and their plug-ins, which run as they are, against a server with their names that answers as they do.

Many answer 200 to what they refused (reference/DELIVERY.md 0, findings 1 and 2).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from incident.adapters.clock import awake_seconds
from incident.adapters.delivery.secret_shapes import has_right_shape
from incident.application.delivery.reasons import Reason
from incident.application.ports import Assurance, AttemptClass, AttemptOutcome
from incident.domain.exercises.mark import MARK, wrapped
from tests.adapters.delivery.stand_in import Providers, answer, providers
from tests.sinks import HANG, RESET, Answer

URLS = {
    "wecombot": "wecombot://693a91f6-7xxx",
    "wechat": "wechat://ww12345678:corpsecret-abc@1000002/@zhangsan",
    "dingtalk": "dingtalk://SECabcdef0123456789@abcdef0123456789",
    "feishu": "feishu://abcdef-0123",
    "lark": "lark://abcdef-0123",
    "schan": "schan://SCT123abc",
    "tgram": "tgram://123456789:abcdefg_hijklmnop/12315544/",
    "slack": "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    "slack-bot": "slack://xoxb-1234-1234-abc124/#ops",
    "discord": "discord://4174216298134794/jHZfzNDDdsdsdfndmq-Ahjd",
    "workflows": (
        "https://prod-12.westeurope.logic.azure.com:443/workflows/643e69f83c8944438d68119179a10a64"
        "/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=KODuebWbDGYFr0z0eu"
    ),
}
"""Schema to the secret, in the form that its provider shows it where Apprise takes that."""

PLACES = {
    "wecombot": ("qyapi.weixin.qq.com", "/cgi-bin/webhook/send"),
    "wechat": ("qyapi.weixin.qq.com", "/cgi-bin/message/send"),
    "dingtalk": ("oapi.dingtalk.com", "/robot/send"),
    "feishu": ("open.feishu.cn", "/open-apis/bot/v2/hook/abcdef-0123/"),
    "lark": ("open.larksuite.com", "/open-apis/bot/v2/hook/abcdef-0123"),
    "schan": ("sctapi.ftqq.com", "/SCT123abc.send"),
    "tgram": ("api.telegram.org", "/bot123456789:abcdefg_hijklmnop/sendMessage"),
    "slack": ("hooks.slack.com", "/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"),
    "slack-bot": ("slack.com", "/api/chat.postMessage"),
    "discord": ("discord.com", "/api/webhooks/4174216298134794/jHZfzNDDdsdsdfndmq-Ahjd"),
    "workflows": (
        "prod-12.westeurope.logic.azure.com",
        "/workflows/643e69f83c8944438d68119179a10a64/triggers/manual/paths/invoke",
    ),
}

TOKEN = answer({"errcode": 0, "errmsg": "ok", "access_token": "accesstoken000001", "expires_in": 7200})
BEFORE: Mapping[str, Sequence[Answer]] = {"wechat": [TOKEN]}
"""What a provider is asked before the message."""

GOOD = {
    "wecombot": answer({"errcode": 0, "errmsg": "ok"}),
    "wechat": answer({"errcode": 0, "errmsg": "ok", "msgid": "xxxx1"}),
    "dingtalk": answer({"errcode": 0, "errmsg": "ok"}),
    "feishu": answer({"code": 0, "msg": "success", "data": {}}),
    "lark": answer({"StatusCode": 0, "StatusMessage": "success"}),
    "schan": answer({"code": 0, "message": "", "data": {}}),
    "tgram": answer({"ok": True, "result": {"message_id": 7}}),
    "slack": answer("ok"),
    "slack-bot": answer({"ok": True, "channel": "C123456", "ts": "1503435956.000247"}),
    "discord": answer(status=204),
    "workflows": answer(status=202),
}
IDS = {"wechat": "xxxx1", "tgram": "7", "slack-bot": "1503435956.000247"}
ONLY_ACCEPTED = {"discord", "workflows"}


Send = Callable[..., AttemptOutcome]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Providers]:
    with providers(tmp_path_factory.mktemp("providers")) as running:
        yield running


@pytest.fixture
def send(here: Providers) -> Send:
    """Send through a plug-in; whoever wants to be asked for a token first gives one."""

    def send(schema: str, *script: Answer | str, seconds: float = 10, **changes: Any) -> AttemptOutcome:  # noqa: ANN401 - as a child takes it
        return here.send("apprise", URLS[schema], *BEFORE.get(schema, ()), *script, seconds=seconds, **changes)

    return send


@pytest.mark.parametrize("schema", URLS)
def test_a_message_reaches_its_provider_and_its_answer_is_believed_no_further(
    here: Providers, send: Send, schema: str
) -> None:
    """Fault 6 with them: what was only accepted is not called confirmed."""
    outcome = send(schema, GOOD[schema], body="请立即加入会议，核心渠道中断，其他渠道正常。")
    assert (here.host, here.path) == PLACES[schema]
    assert outcome.result is AttemptClass.DELIVERED
    assert outcome.assurance is (Assurance.ACCEPTED if schema in ONLY_ACCEPTED else Assurance.CONFIRMED)
    assert outcome.provider_id == IDS.get(schema, "")
    assert len(here.asked) == 1 + len(BEFORE.get(schema, ()))
    assert "请立即加入会议，核心渠道中断" in here.text


@pytest.mark.parametrize(
    ("schema", "said", "code"),
    [
        ("wecombot", {"errcode": 93000, "errmsg": "invalid webhook url"}, "93000"),
        ("wecombot", {"errcode": 40058, "errmsg": "content too long"}, "40058"),
        ("wechat", {"errcode": 81013, "errmsg": "user & party & tag all invalid"}, "81013"),
        ("dingtalk", {"errcode": 310000, "errmsg": "keywords not in content"}, "310000"),
        ("dingtalk", {"errcode": 300005, "errmsg": "token is not exist"}, "300005"),
        ("feishu", {"code": 19024, "msg": "Key Words Not Found"}, "19024"),
        ("lark", {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}, "19021"),
        ("schan", {"code": 40001, "message": "bad token"}, "40001"),
        ("tgram", {"ok": False, "error_code": 403, "description": "bot was kicked"}, "403"),
        ("slack-bot", {"ok": False, "error": "channel_not_found"}, "channel_not_found"),
        ("slack-bot", {"ok": False, "error": "invalid_auth"}, "invalid_auth"),
    ],
)
def test_a_refusal_inside_a_200_is_a_refusal(send: Send, schema: str, said: object, code: str) -> None:
    """Fault 5: Apprise calls these successes."""
    outcome = send(schema, answer(said))
    assert (outcome.result, outcome.status, outcome.provider_code) == (AttemptClass.PERMANENT, 200, code)
    assert outcome.detail.startswith(f"{Reason.PROVIDER_REFUSED}: {code}")


@pytest.mark.parametrize(
    ("schema", "said", "wait"),
    [
        ("wecombot", answer({"errcode": 45009, "errmsg": "api freq out of limit"}), timedelta(minutes=1)),
        ("wechat", answer({"errcode": 45009, "errmsg": "api freq out of limit"}), timedelta(minutes=1)),
        ("dingtalk", answer({"errcode": 130101, "errmsg": "send too fast"}), timedelta(minutes=10)),
        ("feishu", answer({"code": 11232, "msg": "too frequent"}), None),
        ("lark", answer({"code": 11232, "msg": "too frequent"}), None),
        ("feishu", answer({"code": 9499, "msg": "too many request"}, status=400), None),
        (
            "tgram",
            answer({"ok": False, "error_code": 429, "parameters": {"retry_after": 35}}, status=429),
            timedelta(seconds=35),
        ),
        ("slack", answer("rate_limited", status=429, headers={"Retry-After": "30"}), timedelta(seconds=30)),
        (
            "slack-bot",
            answer({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "30"}),
            timedelta(seconds=30),
        ),
        ("workflows", answer(status=429, headers={"Retry-After": "17"}), timedelta(seconds=17)),
        (
            "discord",
            answer(
                {"message": "You are being rate limited.", "retry_after": 64.57},
                status=429,
                headers={
                    "Retry-After": "65",
                    "X-RateLimit-Remaining": "0",
                    "X-RateLimit-Reset": "4102444800",
                },
            ),
            timedelta(seconds=65),
        ),
    ],
)
def test_too_often_is_tried_later_and_not_at_once(
    here: Providers, send: Send, schema: str, said: Answer, wait: timedelta | None
) -> None:
    """Faults 3 and 5: rate codes alone are tried again; Discord's plug-in would wait in the child and send again."""
    outcome = send(schema, said)
    assert (outcome.result, outcome.retry_after) == (AttemptClass.NOT_SENT, wait)
    assert len(here.asked) == 1 + len(BEFORE.get(schema, ()))


@pytest.mark.parametrize(
    ("schema", "said", "evidence"),
    [
        ("slack", answer("invalid_token", status=403), "403 Forbidden"),
        ("slack", answer("no_service", status=404), "404 Not Found"),
        ("slack", answer("channel_is_archived", status=410), "410 Gone"),
        (
            "discord",
            answer({"message": "Unknown Webhook", "code": 10015}, status=404),
            "404 Not Found 10015 Unknown Webhook",
        ),
        ("discord", answer({"message": "Invalid Webhook Token", "code": 50027}, status=401), "401 Unauthorized 50027"),
        (
            "tgram",
            answer({"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401),
            "401 Unauthorized",
        ),
        ("workflows", answer({"error": {"code": "WorkflowNotFound"}}, status=404), "404 Not Found"),
        (
            "workflows",
            answer({"error": {"code": "DirectApiInvalidAuthorizationScheme"}}, status=401),
            "401 Unauthorized",
        ),
        (
            "feishu",
            answer({"code": 19001, "msg": "param invalid: incoming webhook access token invalid"}, status=400),
            "400 Bad Request 19001",
        ),
    ],
)
def test_a_refused_token_and_a_webhook_that_is_gone_are_refused_for_good(
    send: Send, schema: str, said: Answer, evidence: str
) -> None:
    """Fault 7."""
    outcome = send(schema, said)
    assert (outcome.result, outcome.status) == (AttemptClass.PERMANENT, said.status)
    assert outcome.detail.startswith(f"{Reason.STATUS}: {evidence}")


@pytest.mark.parametrize("schema", URLS)
@pytest.mark.parametrize(
    ("trouble", "result"),
    [(HANG, AttemptClass.UNKNOWN), (RESET, AttemptClass.UNKNOWN), (answer(status=503), AttemptClass.NOT_SENT)],
    ids=["hangs", "cuts the line", "is down"],
)
def test_a_provider_in_trouble_is_told_by_whether_it_may_have_the_message(
    here: Providers, send: Send, schema: str, trouble: Answer | str, result: AttemptClass
) -> None:
    """Faults 1, 4 and 13."""
    assert send(schema, trouble, seconds=1).result is result
    assert here.child.was_underway


@pytest.mark.parametrize("said", ["<html>Sign in to the hotel's network</html>", "", "[]", b"\xff", b"[" * 100_000])
@pytest.mark.parametrize("schema", ["wecombot", "discord"])
def test_an_answer_that_nobody_understands_is_unknown(send: Send, schema: str, said: object) -> None:
    """Fault 9: neither called a success nor repeated behind anybody's back."""
    outcome = send(schema, answer(said))
    is_discords = schema == "discord" and said == ""  # which answers nothing when all is well
    assert outcome.result is (AttemptClass.DELIVERED if is_discords else AttemptClass.UNKNOWN)
    assert outcome.detail == ("" if is_discords else Reason.NOT_UNDERSTOOD)


@pytest.mark.parametrize("page", ["<html>Sign in to the hotel's network</html>", "\ufeff<!DOCTYPE html><p>Sign in"])
def test_a_page_for_people_is_no_success_of_teams(send: Send, page: str) -> None:
    outcome = send("workflows", answer(page))
    assert (outcome.result, outcome.detail) == (AttemptClass.UNKNOWN, Reason.NOT_UNDERSTOOD)


@pytest.mark.parametrize(
    ("trouble", "result"),
    [
        (HANG, AttemptClass.NOT_SENT),
        (RESET, AttemptClass.NOT_SENT),
        (answer(status=502), AttemptClass.NOT_SENT),
        (answer({"errcode": 40001, "errmsg": "invalid credential"}), AttemptClass.PERMANENT),
        (answer({"errcode": 40013, "errmsg": "invalid corpid"}), AttemptClass.PERMANENT),
        (answer({"errcode": 0, "errmsg": "ok"}), AttemptClass.PERMANENT),
    ],
    ids=["hangs", "cuts the line", "is down", "wrong secret", "wrong company", "no token in it"],
)
def test_until_wecom_has_given_a_token_nothing_can_have_gone_out(
    here: Providers, trouble: Answer | str, result: AttemptClass
) -> None:
    outcome = here.send("apprise", URLS["wechat"], trouble, seconds=1)
    assert outcome.result is result
    assert [letter.recipient.partition("?")[0] for letter in here.asked] == ["/cgi-bin/gettoken"]
    assert not here.child.was_underway


def test_wecom_tells_one_member_where_the_delivery_names_one(here: Providers, send: Send) -> None:
    send("wechat", GOOD["wechat"], address="lisi")
    assert here.json["touser"] == "lisi"
    assert here.query["access_token"] == "accesstoken000001"


def test_wecom_that_left_somebody_out_of_a_department_is_not_called_confirmed(send: Send) -> None:
    left_out = {"errcode": 0, "errmsg": "ok", "invaliduser": "wangwu", "msgid": "x2"}
    outcome = send("wechat", answer(left_out))
    assert (outcome.result, outcome.assurance) == (AttemptClass.DELIVERED, Assurance.ACCEPTED)
    assert outcome.provider_code == "invaliduser wangwu"


@pytest.mark.parametrize(("schema", "address"), [("wechat", "zhang san|li"), ("tgram", "ana@example.org")])
def test_what_is_no_recipient_of_a_provider_goes_nowhere(
    here: Providers, send: Send, schema: str, address: str
) -> None:
    outcome = send(schema, GOOD[schema], address=address)
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.ADDRESS_INVALID)
    assert here.asked == ()


@pytest.mark.parametrize("url", ["tgram://123456789:abcdefg_hijklmnop/", "wechat://ww12345678:corpsecret-abc@1000002/"])
def test_a_target_without_a_recipient_does_not_choose_one_itself(here: Providers, url: str) -> None:
    """Telegram's plug-in would write to whoever spoke to the robot last."""
    outcome = here.send("apprise", url, GOOD["tgram"])
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.ADDRESS_INVALID)
    assert here.asked == ()


NATIVE = {
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx": GOOD["wecombot"],
    "https://discord.com/api/webhooks/4174216298134794/jHZfzNDDdsdsdfndmq-Ahjd": GOOD["discord"],
}


def test_a_page_that_asks_who_you_are_is_no_answer_of_an_encrypted_webhook_either(here: Providers) -> None:
    """Fault 9: a system's own page for signing in has a certificate that is believed."""
    outcome = here.send("apprise", "jsons://hook.example.org/incident", answer("<html>请登录</html>"))
    assert (outcome.result, outcome.detail) == (AttemptClass.UNKNOWN, Reason.NOT_UNDERSTOOD)


@pytest.mark.parametrize("schema", ["feishu", "lark", "discord"])
def test_nobody_is_woken_by_words_that_anybody_may_have_written(here: Providers, send: Send, schema: str) -> None:
    outcome = send(schema, GOOD[schema], body='@everyone <at user_id="all">所有人</at> <b>')
    assert outcome.result is AttemptClass.DELIVERED
    asked = json.loads(here.asked[-1].body)
    if schema == "discord":
        assert asked["allowed_mentions"] == {"parse": []}
        assert "@everyone" in asked["content"]
    else:
        assert '(at user_id="all">所有人(/at> <b>' in asked["content"]["text"]


def test_the_robot_of_feishu_wakes_nobody_by_words_either(here: Providers) -> None:
    here.send("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/abcdef", GOOD["feishu"], body="<AT id=all></at>")
    assert "(AT id=all>(/at>" in json.loads(here.asked[-1].body)["content"]["text"]


def test_whom_the_settings_name_is_called_all_the_same(here: Providers) -> None:
    named = URLS["discord"] + "?ping=@here,<@123>"
    here.send("apprise", named, GOOD["discord"], body="@everyone")
    assert json.loads(here.asked[-1].body)["allowed_mentions"] == {"parse": ["everyone"], "users": ["123"], "roles": []}


@pytest.mark.parametrize("address", NATIVE)
def test_the_address_that_a_provider_shows_is_taken_as_it_is(here: Providers, address: str) -> None:
    assert here.send("apprise", address, NATIVE[address]).result is AttemptClass.DELIVERED
    assert address.startswith(f"https://{here.host}{here.path}")
    assert has_right_shape("apprise", address)


@pytest.mark.parametrize("schema", URLS)
def test_a_secret_that_can_be_used_is_taken_for_one(schema: str) -> None:
    assert has_right_shape("apprise", URLS[schema])


ROBOTS = {
    "feishu": "https://open.feishu.cn/open-apis/bot/v2/hook/abcdef-0123#signing-key",
    "dingtalk": "https://oapi.dingtalk.com/robot/send?access_token=abcdef0123456789#SECabcdef0123456789",
}


def test_a_feishu_robot_is_signed_as_feishu_wants_it(here: Providers) -> None:
    outcome = here.send("feishu", ROBOTS["feishu"], GOOD["feishu"], title="核心渠道中断", body="请加入会议。")
    assert (outcome.result, outcome.assurance) == (AttemptClass.DELIVERED, Assurance.CONFIRMED)
    assert (here.host, here.path) == ("open.feishu.cn", "/open-apis/bot/v2/hook/abcdef-0123")
    key = f"{here.json['timestamp']}\nsigning-key".encode()
    assert here.json == {
        "timestamp": here.json["timestamp"],
        "sign": base64.b64encode(hmac.digest(key, b"", hashlib.sha256)).decode(),
        "msg_type": "text",
        "content": {"text": "核心渠道中断\n请加入会议。"},
    }


def test_a_dingtalk_robot_is_signed_as_dingtalk_wants_it(here: Providers) -> None:
    outcome = here.send("dingtalk", ROBOTS["dingtalk"], GOOD["dingtalk"], title="核心渠道中断", body="请加入会议。")
    assert (outcome.result, outcome.assurance) == (AttemptClass.DELIVERED, Assurance.CONFIRMED)
    key = "SECabcdef0123456789"
    sign = hmac.digest(key.encode(), f"{here.query['timestamp']}\n{key}".encode(), hashlib.sha256)
    assert here.query["access_token"] == "abcdef0123456789"
    assert base64.b64decode(here.query["sign"]) == sign
    assert here.json == {"msgtype": "text", "text": {"content": "核心渠道中断\n请加入会议。"}}


@pytest.mark.parametrize("kind", ROBOTS)
def test_a_robot_without_a_key_is_not_signed(here: Providers, kind: str) -> None:
    here.send(kind, ROBOTS[kind].partition("#")[0], GOOD[kind])
    assert "sign" not in {*here.query, *here.json}


@pytest.mark.parametrize("kind", ROBOTS)
def test_a_robot_gets_six_thousand_chinese_characters_and_a_pointer(here: Providers, kind: str) -> None:
    here.send(kind, ROBOTS[kind], GOOD[kind], body="中" * 6_400)
    assert here.text.endswith("中中")
    here.send(kind, ROBOTS[kind], GOOD[kind], body=wrapped("中" * 9_000), exercise=True)
    assert 19_000 < len(here.last.body.encode()) <= 20_000
    assert here.text.startswith(f"{MARK}\n")
    assert here.text.endswith(f"… INC-0001\n{MARK}")


@pytest.mark.parametrize(
    ("kind", "said", "result"),
    [
        ("feishu", answer({"code": 19021, "msg": "sign match fail"}), AttemptClass.PERMANENT),
        ("feishu", answer({"code": 11232, "msg": "too frequent"}), AttemptClass.NOT_SENT),
        ("dingtalk", answer({"errcode": 310000, "errmsg": "sign not match"}), AttemptClass.PERMANENT),
        ("dingtalk", answer({"errcode": 130101, "errmsg": "send too fast"}), AttemptClass.NOT_SENT),
        ("dingtalk", answer("<html>portal</html>"), AttemptClass.UNKNOWN),
        ("feishu", RESET, AttemptClass.UNKNOWN),
    ],
)
def test_what_a_robot_says_tells_later_from_never_from_maybe(
    here: Providers, kind: str, said: Answer | str, result: AttemptClass
) -> None:
    assert here.send(kind, ROBOTS[kind], said).result is result


@pytest.mark.parametrize("kind", ROBOTS)
@pytest.mark.parametrize(
    "secret", ["http://open.feishu.cn/open-apis/bot/v2/hook/x", "https://[", "robot/send", "https:///robot/send"]
)
def test_a_robot_is_spoken_to_under_its_own_address_only(here: Providers, kind: str, secret: str) -> None:
    outcome = here.send(kind, secret, GOOD[kind])
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.TARGET_INVALID)
    assert here.asked == ()


def test_dingtalk_is_signed_with_its_key(here: Providers, send: Send) -> None:
    send("dingtalk", GOOD["dingtalk"])
    key = b"SECabcdef0123456789"
    expected = hmac.new(key, f"{here.query['timestamp']}\n{key.decode()}".encode(), hashlib.sha256).digest()
    assert base64.b64decode(here.query["sign"]) == expected


def shown(schema: str, text: str) -> str:
    """The text as the provider's own program shows it to people."""
    match schema:
        case "tgram" | "slack" | "slack-bot":
            return unescape(text).replace("\r\n", "\n")
        case "workflows":
            return re.sub(r"\\([^A-Za-z0-9\s])", r"\1", text)
        case "discord":
            return text.replace("\\:", ":")
        case _:
            return text


@pytest.mark.parametrize("schema", URLS)
def test_whatever_signs_a_text_has_people_read_them(here: Providers, send: Send, schema: str) -> None:
    """Fault 32: no sign is taken for an order to the provider; Apprise's Telegram would drop `<db-01>`."""
    said = "<db-01> & 5 < 6 *now* _all_ [x](y) `rm` :fire: 客户 👩‍👩‍👧 é مرحبا"
    send(schema, GOOD[schema], title="x", body=said)
    assert shown(schema, here.text).endswith(said)


LIMITS = {
    "wecombot": lambda here: 2_048 - len(here.text.encode()),
    "wechat": lambda here: 2_048 - len(here.text.encode()),
    "dingtalk": lambda here: 20_000 - len(here.last.body),
    "feishu": lambda here: 20_000 - len(here.last.body),
    "lark": lambda here: 20_000 - len(here.last.body),
    "tgram": lambda here: 4_096 - len(here.text.encode("utf-16-le")) // 2,
    "slack": lambda here: 40_000 - len(here.text),
    "discord": lambda here: 2_000 - len(here.text.encode("utf-16-le")) // 2,
    "workflows": lambda here: 28_000 - len(here.last.body),
}
"""How much room each provider leaves above a text that was too long, in its own unit."""


@pytest.mark.parametrize("schema", LIMITS)
def test_a_text_that_is_too_long_is_cut_to_the_providers_own_limit_and_says_where_it_goes_on(
    here: Providers, send: Send, schema: str
) -> None:
    """Fault 31: 2,000 Chinese characters are 6,000 bytes, which WeCom refuses; Discord counts the title too."""
    send(schema, GOOD[schema], title="核心渠道中断", body="14:05 核心渠道中断🔥" * 3_000)
    assert 0 <= LIMITS[schema](here) < 10_000
    assert "核心渠道中断" in here.last.body.encode().decode("unicode_escape" if "\\u" in here.last.body else "utf-8")
    assert shown(schema, here.text).endswith("… INC-0001")
    assert len(here.asked) == 1 + len(BEFORE.get(schema, ()))


@pytest.mark.parametrize(("schema", "most"), [("wecombot", 2_048), ("wechat", 2_048)])
def test_wecom_gets_all_the_bytes_that_it_takes(here: Providers, send: Send, schema: str, most: int) -> None:
    send(schema, GOOD[schema], title="核心渠道中断", body="中" * 2_000)
    assert most - 8 < len(here.text.encode()) <= most
    assert here.text.startswith("核心渠道中断\n中中")
    assert here.text.endswith("中… INC-0001")


@pytest.mark.parametrize("schema", URLS)
def test_an_exercise_is_cut_inside_its_marks(here: Providers, send: Send, schema: str) -> None:
    """Fault 36: whatever a channel leaves of the text, it begins and ends with the mark."""
    body = wrapped("中" * 40_000)
    send(schema, GOOD[schema], title=f"{MARK}: 演习开始", body=body, exercise=True)
    assert shown(schema, here.text).startswith(f"{MARK}\n")
    assert shown(schema, here.text).endswith(f"… INC-0001\n{MARK}")


def test_a_second_message_does_not_wait_for_the_first(send: Send) -> None:
    """Apprise's throttle sleeps by the wall clock; lark sleeps before its very first message."""
    began = awake_seconds()
    send("lark", GOOD["lark"])
    send("lark", GOOD["lark"])
    assert awake_seconds() - began < 3


@pytest.mark.parametrize("url", ["jsons://elsewhere.example.org/hook", "jsons://elsewhere.example.org/hook?verify=no"])
def test_a_certificate_of_another_host_is_not_sent_to(here: Providers, url: str) -> None:
    """Fault 10: verifying is never switched off, even where the URL asks for it."""
    outcome = here.send("apprise", url, answer())
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.TLS)
    assert here.asked == ()


def test_a_certificate_that_has_expired_is_not_sent_to(tmp_path: Path) -> None:
    """Fault 10, of a provider that was trusted until yesterday."""
    with providers(tmp_path, days=-1) as expired:
        outcome = expired.send("apprise", URLS["slack"], GOOD["slack"])
        assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.TLS)
        assert expired.asked == ()
