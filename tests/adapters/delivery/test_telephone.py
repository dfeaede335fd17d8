"""SMS, calls and pagers: what goes out to the service, what comes back, and what is made of it.

The servers have the services' own names and answer as they do; nothing in the program is moved or replaced.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from incident.adapters.delivery.gateways import aliyun, tencent
from incident.adapters.delivery.telephone import international
from incident.application.delivery.reasons import Reason
from incident.application.ports import Assurance, AttemptClass, AttemptOutcome
from incident.domain.exercises.mark import MARK, wrapped, wrapped_title
from tests.adapters.delivery.stand_in import Providers, answer, providers
from tests.sinks import HANG, RESET, Answer

SID = "AC" + "0" * 32
TWILIO = f"twilio://{SID}:abcdef0123456789@+12025550100"
CALL = f"{TWILIO}?method=call"
QUEUED = answer({"sid": "SM1", "status": "queued", "error_code": None}, status=201)
PAGER = "pagerduty://integrationkey0001@apikey0001/server1"
MOBILE = "+86 138 0013 8000"

ALIYUN_SMS = {
    "user": "LTAI0001",
    "sign": "某某银行",
    "template": "SMS_154950909",
    "variables": "code=incident,what=title",
}
ALIYUN_CALL = {"user": "LTAI0001", "template": "TTS_10001", "variables": "what=title", "caller": "02131314000"}
TENCENT = {"user": "AKID0001", "app": "1400006666", "template": "1110", "variables": "1=incident,2=text"}
KINDS = {
    "aliyun-sms": (
        ALIYUN_SMS,
        "dysmsapi.aliyuncs.com",
        {"Code": "OK", "Message": "OK", "BizId": "900619746936498440^0"},
    ),
    "aliyun-call": (
        ALIYUN_CALL,
        "dyvmsapi.aliyuncs.com",
        {"Code": "OK", "Message": "OK", "CallId": "116012354148^102"},
    ),
    "tencent-sms": (
        {**TENCENT, "sign": "某某银行"},
        "sms.tencentcloudapi.com",
        {"Response": {"SendStatusSet": [{"SerialNo": "5000:10", "Code": "Ok", "Message": "send success"}]}},
    ),
    "tencent-call": (
        TENCENT,
        "vms.tencentcloudapi.com",
        {"Response": {"SendStatus": {"CallId": "9ad7a0dc", "SessionContext": "d1"}, "RequestId": "0a6c"}},
    ),
}
RECEIPTS = {
    "aliyun-sms": "900619746936498440^0",
    "aliyun-call": "116012354148^102",
    "tencent-sms": "5000:10",
    "tencent-call": "9ad7a0dc",
}

Send = Callable[..., AttemptOutcome]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Providers]:
    with providers(tmp_path_factory.mktemp("services")) as running:
        yield running


@pytest.fixture
def template(here: Providers) -> Send:
    """Send through a gateway that takes a template code."""

    def send(kind: str, said: Answer | str | None = None, **changes: Any) -> AttemptOutcome:  # noqa: ANN401 - as a child takes it
        options, _host, good = KINDS[kind]
        known = {"options": options, "address": MOBILE, "title": "核心渠道中断"}
        return here.send(kind, "the-secret-key", said or answer(good), **{**known, **changes})

    return send


# Twilio


def test_a_text_message_goes_to_the_number_of_the_person(here: Providers) -> None:
    outcome = here.send("apprise", TWILIO, QUEUED, address=MOBILE, title="核心渠道中断", body="请加入会议。")
    assert (here.host, here.path) == ("api.twilio.com", f"/2010-04-01/Accounts/{SID}/Messages.json")
    assert here.form == {"To": "+8613800138000", "From": "+12025550100", "Body": "核心渠道中断\n请加入会议。"}
    assert (outcome.result, outcome.provider_id) == (AttemptClass.DELIVERED, "SM1")
    assert outcome.assurance is Assurance.ACCEPTED, "a queue is no telephone"


@pytest.mark.parametrize(
    "address", ["", "ana@example.org", "020 7946 0018", "12", "+86 138 0013 8000, +44 20 7946 0018"]
)
def test_without_a_whole_number_nobody_is_written_to(here: Providers, address: str) -> None:
    """Apprise would write to the sender's own number, or take the number for one of another country."""
    outcome = here.send("apprise", TWILIO, QUEUED, address=address)
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.ADDRESS_INVALID)
    assert here.asked == ()


def test_a_long_text_message_is_cut_to_what_ten_of_them_hold(here: Providers) -> None:
    """Fault 31: Twilio refuses more than 1,600 characters, and networks lose what has more than ten parts."""
    here.send("apprise", TWILIO, QUEUED, address=MOBILE, body="核心渠道中断，" * 500)
    assert len(here.form["Body"]) == 670
    assert here.form["Body"].endswith("… INC-0001")


@pytest.mark.parametrize(("language", "voice"), [("zh-CN", "zh-CN"), ("en", "en-US")])
def test_a_call_is_spoken_twice_in_a_voice_that_knows_the_language(here: Providers, language: str, voice: str) -> None:
    said = "<5 分钟内加入会议 & 回电 </Say><Hangup/>"
    outcome = here.send("apprise", CALL, QUEUED, address=MOBILE, language=language, title="x", body=said)
    assert here.path == f"/2010-04-01/Accounts/{SID}/Calls.json"
    spoken = ET.fromstring(here.form["Twiml"])  # noqa: S314 - our own
    assert [(each.tag, each.get("language"), each.text) for each in spoken] == [("Say", voice, f"x\n{said}")] * 2
    assert outcome.result is AttemptClass.DELIVERED


def test_a_call_of_an_exercise_says_so_first_and_last(here: Providers) -> None:
    here.send("apprise", CALL, QUEUED, address=MOBILE, exercise=True, body=wrapped("Join."))
    spoken = ET.fromstring(here.form["Twiml"])[0].text or ""  # noqa: S314 - our own
    assert spoken.startswith(MARK)
    assert spoken.endswith(MARK)


@pytest.mark.parametrize(
    ("said", "result", "detail"),
    [
        (
            answer({"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400}, status=400),
            AttemptClass.PERMANENT,
            f"{Reason.STATUS}: 400 Bad Request 21211 Invalid 'To' Phone Number",
        ),
        (
            answer({"code": 20003, "message": "Authenticate", "status": 401}, status=401),
            AttemptClass.PERMANENT,
            f"{Reason.STATUS}: 401 Unauthorized 20003 Authenticate",
        ),
        (
            answer({"code": 20429, "message": "Too Many Requests", "status": 429}, status=429),
            AttemptClass.NOT_SENT,
            f"{Reason.STATUS}: 429 Too Many Requests 20429 Too Many Requests",
        ),
        (
            answer({"sid": "SM1", "status": "failed", "error_code": 30007, "error_message": "Filtered"}, status=201),
            AttemptClass.PERMANENT,
            f"{Reason.PROVIDER_REFUSED}: 30007 Filtered",
        ),
        (answer("<html>portal</html>"), AttemptClass.UNKNOWN, Reason.NOT_UNDERSTOOD),
        (RESET, AttemptClass.UNKNOWN, Reason.CONNECTION_RESET),
    ],
)
def test_what_twilio_says_tells_later_from_never_from_maybe(
    here: Providers, said: Answer | str, result: AttemptClass, detail: str
) -> None:
    outcome = here.send("apprise", TWILIO, said, address=MOBILE)
    assert (outcome.result, outcome.detail) == (result, detail)


# PagerDuty


def test_a_pager_is_given_the_key_by_which_it_knows_a_repeat(here: Providers) -> None:
    good = answer({"status": "success", "message": "Event processed", "dedup_key": "d1"}, status=202)
    first = here.send("apprise", PAGER, good, body="请加入会议。" * 500, kind="page")
    said = here.json
    again = here.send("apprise", PAGER, good, kind="page", tries=2, fence=2)
    assert (here.host, here.path) == ("events.pagerduty.com", "/v2/enqueue")
    assert (said["dedup_key"], here.json["dedup_key"]) == ("d1", "d1")
    assert (first.result, first.assurance, first.provider_id) == (AttemptClass.DELIVERED, Assurance.ACCEPTED, "d1")
    assert again.result is AttemptClass.DELIVERED
    here.send("apprise", PAGER, good, id="d2")
    assert here.json["dedup_key"] == "d2"


def test_a_pager_shows_1024_characters_and_where_the_rest_is(here: Providers) -> None:
    here.send("apprise", PAGER, answer({"status": "success"}, status=202), body="请加入会议。" * 500)
    payload = here.json["payload"]
    assert isinstance(payload, dict)
    assert payload["severity"] == "critical", "less may wake nobody"
    assert len(payload["summary"]) == 1_024
    assert payload["summary"].endswith("… INC-0001")


@pytest.mark.parametrize(
    ("said", "result"),
    [
        (answer({"status": "invalid event", "message": "Event object is invalid"}, status=400), AttemptClass.PERMANENT),
        (answer({"status": "invalid event"}, status=202), AttemptClass.PERMANENT),
        (answer(status=429), AttemptClass.NOT_SENT),
        (answer(status=500), AttemptClass.NOT_SENT),
        (answer("ok", status=202), AttemptClass.UNKNOWN),
    ],
)
def test_what_a_pager_says_tells_later_from_never_from_maybe(
    here: Providers, said: Answer, result: AttemptClass
) -> None:
    assert here.send("apprise", PAGER, said).result is result


# Gateways that take a template code with variables


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_filled_and_taken(here: Providers, template: Send, kind: str) -> None:
    outcome = template(kind, body="请立即加入会议。")
    assert here.host == KINDS[kind][1]
    assert (outcome.result, outcome.assurance) == (AttemptClass.DELIVERED, Assurance.ACCEPTED)
    assert outcome.provider_id == RECEIPTS[kind]
    assert "the-secret-key" not in repr(here.last)


def test_aliyun_is_asked_for_its_signature_and_its_template(here: Providers, template: Send) -> None:
    template("aliyun-sms")
    assert here.last.headers["x-acs-action"] == "SendSms"
    assert here.query == {
        "PhoneNumbers": "13800138000",
        "SignName": "某某银行",
        "TemplateCode": "SMS_154950909",
        "TemplateParam": json.dumps({"code": "INC-0001", "what": "核心渠道中断"}, ensure_ascii=False),
        "OutId": "d1",
    }
    template("aliyun-call", address="+852 2123 4567")
    assert here.last.headers["x-acs-action"] == "SingleCallByTts"
    assert here.query["CalledNumber"] == "85221234567"
    assert (here.query["TtsCode"], here.query["CalledShowNumber"]) == ("TTS_10001", "02131314000")


def test_tencent_is_asked_for_its_signature_and_its_parameters_in_order(here: Providers, template: Send) -> None:
    template("tencent-sms", body="请立即加入会议。")
    assert here.last.headers["X-TC-Action"] == "SendSms"
    assert here.json == {
        "PhoneNumberSet": ["+8613800138000"],
        "SmsSdkAppId": "1400006666",
        "SignName": "某某银行",
        "TemplateId": "1110",
        "TemplateParamSet": ["INC-0001", "请立即加入会议。"],
        "SessionContext": "d1",
    }
    template("tencent-call")
    assert here.last.headers["X-TC-Action"] == "SendTts"
    assert (here.json["CalledNumber"], here.json["VoiceSdkAppid"]) == ("+8613800138000", "1400006666")


def test_aliyuns_own_example_is_signed_as_aliyun_signs_it() -> None:
    """help.aliyun.com, "V3 request structure and signature": the example of RunInstances."""
    asked = {"ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd", "RegionId": "cn-shanghai"}
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    signed = aliyun.authorization(aliyun.query_of(asked), headers, "YourAccessKeyId", "YourAccessKeySecret")
    assert signed.endswith("Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0")


def test_tencents_own_example_is_signed_as_tencent_signs_it() -> None:
    """cloud.tencent.com/document/api/213/30654: the example of DescribeInstances."""
    body = b'{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    now = datetime.fromtimestamp(1551113065, UTC)
    key_id, secret = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"
    signed = tencent.authorization(body, "cvm.tencentcloudapi.com", now, key_id=key_id, secret=secret)
    assert signed.endswith("Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168")


@pytest.mark.parametrize(
    ("kind", "said", "result", "wait"),
    [
        ("aliyun-sms", answer({"Code": "isv.BUSINESS_LIMIT_CONTROL"}), AttemptClass.NOT_SENT, timedelta(minutes=1)),
        ("aliyun-sms", answer({"Code": "isv.DAY_LIMIT_CONTROL"}), AttemptClass.PERMANENT, None),
        ("aliyun-sms", answer({"Code": "isv.AMOUNT_NOT_ENOUGH"}), AttemptClass.PERMANENT, None),
        ("aliyun-sms", answer({"Code": "Throttling.User"}, status=400), AttemptClass.NOT_SENT, None),
        ("aliyun-sms", answer({"Code": "SignatureDoesNotMatch"}, status=400), AttemptClass.PERMANENT, None),
        ("aliyun-sms", answer({"Code": "InvalidAccessKeyId.NotFound"}, status=404), AttemptClass.PERMANENT, None),
        ("aliyun-call", answer({"Code": "isv.TTS_TEMPLATE_ILLEGAL"}), AttemptClass.PERMANENT, None),
        (
            "tencent-sms",
            answer({"Response": {"SendStatusSet": [{"Code": "LimitExceeded.PhoneNumberThirtySecondLimit"}]}}),
            AttemptClass.NOT_SENT,
            timedelta(seconds=30),
        ),
        (
            "tencent-sms",
            answer({"Response": {"SendStatusSet": [{"Code": "InternalError.Timeout"}]}}),
            AttemptClass.UNKNOWN,
            None,
        ),
        (
            "tencent-sms",
            answer({"Response": {"SendStatusSet": [{"Code": "FailedOperation.TemplateIncorrectOrUnapproved"}]}}),
            AttemptClass.PERMANENT,
            None,
        ),
        (
            "tencent-sms",
            answer({"Response": {"Error": {"Code": "AuthFailure.SignatureFailure", "Message": "no"}}}),
            AttemptClass.PERMANENT,
            None,
        ),
        (
            "tencent-call",
            answer({"Response": {"Error": {"Code": "RequestLimitExceeded", "Message": "no"}}}),
            AttemptClass.NOT_SENT,
            None,
        ),
        ("tencent-sms", answer({"Response": {"SendStatusSet": []}}), AttemptClass.UNKNOWN, None),
        ("tencent-call", answer("<html>portal</html>"), AttemptClass.UNKNOWN, None),
        ("aliyun-call", HANG, AttemptClass.UNKNOWN, None),
        ("tencent-sms", RESET, AttemptClass.UNKNOWN, None),
        ("aliyun-sms", answer(status=503), AttemptClass.NOT_SENT, None),
        (
            "aliyun-sms",
            answer(status=302, headers={"Location": "https://qyapi.weixin.qq.com/"}),
            AttemptClass.PERMANENT,
            None,
        ),
    ],
)
def test_what_a_gateway_says_tells_later_from_never_from_maybe(
    here: Providers,
    template: Send,
    *,
    kind: str,
    said: Answer | str,
    result: AttemptClass,
    wait: timedelta | None,
) -> None:
    """Fault 5: Tencent answers 200 to everything."""
    outcome = template(kind, said, seconds=1 if said == HANG else 10)
    assert (outcome.result, outcome.retry_after) == (result, wait)
    assert len(here.asked) == 1


def test_a_variable_is_one_short_line_that_says_where_the_rest_is(here: Providers, template: Send) -> None:
    """Fault 31: a variable of 36 characters is refused."""
    template("tencent-sms", body="第一行\n第二行，" + "核心渠道中断，" * 20)
    text = last_parameter(here)
    assert len(text) == 35
    assert text.startswith("第一行 第二行，")
    assert text.endswith("… INC-0001")
    template("tencent-sms", body="核心渠道中断，" * 20, options={**KINDS["tencent-sms"][0], "longest": "100"})
    assert len(last_parameter(here)) == 100


@pytest.mark.parametrize(
    ("link", "longest", "said"),
    [
        ("https://on.example.org/a/1", "60", "https://on.example.org/a/1"),
        ("https://on.example.org/a/1", "20", "INC-0001"),
        ("", "60", "INC-0001"),
    ],
)
def test_a_variable_carries_the_link_whole_or_the_incident(
    here: Providers, template: Send, link: str, longest: str, said: str
) -> None:
    options = {**ALIYUN_SMS, "variables": "what=title,where=link", "longest": longest}
    assert template("aliyun-sms", options=options, link=link).result is AttemptClass.DELIVERED
    assert json.loads(here.query["TemplateParam"]) == {"what": "核心渠道中断", "where": said}


def last_parameter(here: Providers) -> str:
    parameters = here.json["TemplateParamSet"]
    assert isinstance(parameters, list)
    return str(parameters[-1])


@pytest.mark.parametrize("kind", KINDS)
def test_an_exercise_is_marked_in_the_variable_and_the_mark_is_never_cut(
    here: Providers, template: Send, kind: str
) -> None:
    body, title = wrapped("核心渠道中断，" * 20), wrapped_title("核心渠道中断，" * 20)
    template(kind, exercise=True, title=title, body=body)
    said = here.query.get("TemplateParam") or here.query.get("TtsParam") or here.last.body
    assert f'"{MARK}: 核心渠道中断' in said
    assert "… INC-0001" in said


def test_an_exercise_whose_template_has_no_room_for_the_mark_is_not_sent(here: Providers, template: Send) -> None:
    """Fault 36."""
    options = {**ALIYUN_SMS, "variables": "code=incident"}
    outcome = template("aliyun-sms", exercise=True, body=wrapped("Join."), options=options)
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.EXERCISE_LOCK)
    assert here.asked == ()


@pytest.mark.parametrize(("language", "mark"), [("zh-CN", "可能重复: "), ("en", "POSSIBLE REPEAT: ")])
def test_a_variable_says_that_it_may_be_a_repeat(here: Providers, template: Send, language: str, mark: str) -> None:
    template("aliyun-sms", last_class=AttemptClass.UNKNOWN, language=language)
    assert json.loads(here.query["TemplateParam"])["what"] == f"{mark}核心渠道中断"


@pytest.mark.parametrize(
    "options",
    [
        {**ALIYUN_SMS, "variables": "code=nothing"},
        {**ALIYUN_SMS, "variables": ""},
        {**ALIYUN_SMS, "user": ""},
        {**ALIYUN_SMS, "template": ""},
        {**ALIYUN_SMS, "host": "evil.example.org/?x="},
        {**ALIYUN_SMS, "longest": "4", "variables": "what=title"},
    ],
)
def test_a_target_that_makes_no_sense_is_permanent(here: Providers, options: dict[str, str]) -> None:
    outcome = here.send("aliyun-sms", "key", answer(), options=options, address=MOBILE, last_class=AttemptClass.UNKNOWN)
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.TARGET_INVALID)
    assert here.asked == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("address", ["", "ana@example.org", "020 7946 0018"])
def test_a_gateway_needs_a_number(here: Providers, template: Send, kind: str, address: str) -> None:
    outcome = template(kind, address=address)
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.ADDRESS_INVALID)
    assert here.asked == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("+86 138-0013-8000", "+8613800138000"),
        ("13800138000", "+8613800138000"),
        ("0086 13800138000", "+8613800138000"),
        ("+44 (20) 7946.0018", "+442079460018"),
        ("02079460018", None),
        ("4402079460018", None),
        ("+0123456789", None),
        ("+86 138 0013 800x", None),
    ],
)
def test_a_number_is_of_one_country_or_of_none(written: str, meant: str | None) -> None:
    assert international(written) == meant
