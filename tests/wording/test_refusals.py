"""Every refusal says what happened, to what, and what to do, in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from incident import domain, i18n, wording
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.refusals import Refusal, RefusalCode, Refused
from incident.wording.refusals import say_refusal
from incident.wording.speech import Speech
from tests.bundles import a_bundle
from tests.domain.walks import Walk

AT = datetime(2026, 11, 21, 2, 50, tzinfo=UTC)

SAMPLES: dict[str, object] = {
    "why": "no way back",
    "action": "A1",
    "finding": "F1",
    "delivery": "0a1b2c3d4e5f",
    "after": "03:00",
    "alike": ("cn.cac.ordinary", "eu.gdpr.authority"),
    "approver": "dee",
    "author": "bo",
    "allocation": "R1",
    "approvers": ("dee", "role:commander"),
    "currency": "CNY",
    "holders": ("INC-0007", ""),
    "money": (120_050, "CNY"),
    "names": ("agents-off", "agents-lent"),
    "resource": "overflow-queue",
    "source": "vendor",
    "state": "on-hand",
    "team": "Alpha",
    "type_id": "agent",
    "wanted": "hotline-agent",
    "at": AT,
    "released": AT,
    "audience": "press",
    "audiences": ("agents", "customers"),
    "because": "they wait for the note of 08:00",
    "correction": "M4",
    "languages": ("en", "zh-CN"),
    "before": "02:00",
    "by": "bo",
    "case": "C-0004",
    "cases": ("C-0004", "C-0005", "C-0006", "C-0007"),
    "repeated": "C-0002",
    "latest": "C-0012",
    "fault": "element-missing",
    "element": "contact",
    "roles": ("commander", "technical"),
    "people": ("ana", "bo"),
    "classes": ("larger", "none"),
    "count": 4,
    "reserve": 2,
    "resting": 2,
    "dependant": "notice-if-not",
    "evidence": "E1",
    "erasure": "X1",
    "file": "gateway.csv",
    "hold": "L1",
    "line": 2,
    "lines": ("1", "2"),
    "fact": "channel",
    "faults": ("too-late",),
    "regimes": ("cn.cac", "cn.pipl"),
    "facts": ("affected_share", "error_share"),
    "earlier": "2026-10-25T02:40+02:00",
    "handover": "H1",
    "high": 100.0,
    "incident": "INC-0007",
    "item": "clock:update",
    "items": ("clock:update", "step:notice"),
    "last": 41,
    "limit": 10_000,
    "minutes": 90,
    "most": 15,
    "seconds": 10,
    "low": 0.0,
    "message": "M3",
    "near": "notice",
    "due": AT,
    "number": 3,
    "obligation": "cn.cac.ordinary",
    "obligations": ("cn.cac.ordinary", "eu.gdpr.authority"),
    "question": 12,
    "questions": ("12", "15"),
    "recipient": "police",
    "recipients": ("public-security",),
    "regime": "cn.cac",
    "scenario": "exercise.small",
    "rating": "M",
    "statutory_class": "larger",
    "option": "release",
    "options": ("release", "vendor"),
    "other": "technical",
    "parent": "cause",
    "person": "chen",
    "role": "commander",
    "runbook": "data.exposure",
    "runbooks": ("data.exposure", "vendor.down"),
    "later": "2026-10-25T02:40+01:00",
    "seq": 99,
    "step": "notice",
    "steps": ("notice", "agents", "customers", "cause"),
    "template": "third",
    "templates": ("first", "agents-notice"),
    "tier": Tier.SERIOUS,
    "tiers": ("1", "2"),
    "to": Tier.MAJOR,
    "type": "percent",
    "until": AT,
    "value": "130",
    "what": "reason",
}
"""A value for each field that a refusal may carry."""


def _raised() -> Iterator[tuple[RefusalCode, tuple[str, ...]]]:
    """Every refusal that the domain makes, with the fields it puts in."""
    typed = Path(wording.__path__[0]).glob("typed_*.py")  # what cannot be read is refused as what breaks a rule is
    for path in sorted([*Path(domain.__path__[0]).rglob("*.py"), *typed]):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused":
                code = node.args[0]
                assert isinstance(code, ast.Attribute), f"{path}:{node.lineno}: a refusal has a literal code"
                yield getattr(Refusal, code.attr), tuple(sorted(keyword.arg or "" for keyword in node.keywords))


RAISED = sorted(set(_raised()))


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!])\s+|(?<=[。？！])", text) if part]


def test_every_refusal_is_one_that_the_rules_make() -> None:
    assert {code for code, _ in RAISED} == {code for name, code in vars(Refusal).items() if not name.startswith("_")}


@pytest.mark.parametrize(("code", "fields"), RAISED)
def test_every_refusal_that_the_rules_make_has_words(
    code: RefusalCode, fields: tuple[str, ...], language: str, speech: Speech
) -> None:
    said = say_refusal(Refused(code, **{name: SAMPLES[name] for name in fields}), speech)
    assert 1 <= len(_sentences(said)) <= 2, said
    assert said.endswith(("。", "？") if language == "zh-CN" else (".", "?"))
    assert not re.search(r"[{}]|please|None|datetime|Tier\.", said), said
    assert bool(re.search("[\u4e00-\u9fff]", said.replace("陈静", ""))) is (language == "zh-CN"), said


@pytest.mark.parametrize(("code", "fields"), RAISED)
def test_a_refusal_survives_empty_fields(
    code: RefusalCode, fields: tuple[str, ...], language: str, speech: Speech
) -> None:
    """Rules may have nothing to name: no near word, no parent, no templates."""
    empty: dict[str, object] = {name: () if isinstance(SAMPLES[name], tuple) else "" for name in fields}
    said = say_refusal(Refused(code, **empty), speech)
    assert said
    assert "{" not in said, (language, said)


def test_the_winner_is_named_as_the_reader_knows_them_and_in_the_readers_time(speech: Speech) -> None:
    i18n.use("en")
    walk = Walk(a_bundle(), by="ana")
    walk.do(c.TakeStep(by="bo", step="notice"), "02:50")
    with pytest.raises(Refused) as refused:
        walk.do(c.TakeStep(by="chen", step="notice"), "02:51")
    assert say_refusal(refused.value, speech) == (
        "Step 'VOICE MENU: put up the outage notice' is already running: "
        "Bo Chen took it at 10:50. Ask them, or take over."
    )


def test_the_same_refusal_in_chinese(speech: Speech) -> None:
    i18n.use("zh-CN")
    spoken = Speech(bundle=speech.bundle, zone=speech.zone, names=speech.names)
    refused = Refused(Refusal.STEP_TAKEN, step="notice", by="chen", at=AT)
    expected = "步骤「语音菜单：发布中断公告」已在进行：陈静于 10:50 开始处理。先问对方，或接管该步骤。"
    assert say_refusal(refused, spoken) == expected


def test_a_mistyped_step_gets_the_nearest_one(speech: Speech) -> None:
    i18n.use("en")
    walk = Walk(a_bundle(), by="ana")
    with pytest.raises(Refused) as refused:
        walk.done("notise")
    assert say_refusal(refused.value, speech) == "The runbook has no step 'notise'. Did you mean 'notice'?"


def test_closing_counts_the_open_steps_and_names_the_first(speech: Speech) -> None:
    i18n.use("en")
    walk = Walk(a_bundle(), by="ana", tier=Tier.GENERAL)
    with pytest.raises(Refused) as refused:
        walk.do(c.CloseIncident(by="ana"))
    said = say_refusal(refused.value, speech)
    assert "'VOICE MENU: put up the outage notice', 'CUSTOMERS: send the first message'" in said
    assert re.match(r"\d+ steps are open: .* and \d+ more\. Finish them", said)


def test_one_open_step_is_one_step(speech: Speech) -> None:
    i18n.use("en")
    refused = Refused(Refusal.CLOSE_STEPS_OPEN, steps=("notice",), count=1)
    assert say_refusal(refused, speech).startswith("1 step is open: 'VOICE MENU: put up the outage notice'.")


def test_a_step_that_the_app_sensed_is_nobodys_to_take_back(speech: Speech) -> None:
    i18n.use("en")
    said = say_refusal(Refused(Refusal.STEP_DONE, step="stable", by="app", at=AT), speech)
    assert said.startswith("Step 'ERRORS: stay under 1 %' is done: the app sensed it at 10:50.")


def test_a_step_that_was_ruled_out_is_not_said_to_be_done(speech: Speech) -> None:
    i18n.use("en")
    refused = Refused(Refusal.STEP_DONE, step="stable", by="bo", at=AT, why="no way back")
    assert say_refusal(refused, speech).startswith(
        "Step 'ERRORS: stay under 1 %' was not done: Bo Chen ruled it out at 10:50, 'no way back'."
    )


def test_answers_are_offered_by_id_and_title(speech: Speech) -> None:
    i18n.use("en")
    walk = Walk(a_bundle(), by="ana")
    with pytest.raises(Refused) as refused:
        walk.done("cause")
    said = say_refusal(refused.value, speech)
    assert said.endswith("Answer with one of 'release' (A release), 'vendor' (Something at a vendor).")


def test_what_was_typed_cannot_forge_a_second_line_or_an_escape(language: str, speech: Speech) -> None:
    refused = Refused(Refusal.STEP_UNKNOWN, step="x\x1b[2J\nStep 'x' is done.", near="")
    said = say_refusal(refused, speech)
    assert "\n" not in said, language
    assert "\x1b" not in said, language


def test_a_long_value_is_cut(speech: Speech) -> None:
    said = say_refusal(Refused(Refusal.FACT_UNREADABLE, fact="channel", value="7" * 9_000, type="percent"), speech)
    assert len(said) < 300


def test_an_instant_of_another_day_carries_its_date(speech: Speech) -> None:
    i18n.use("en")
    refused = Refused(Refusal.INCIDENT_CLOSED, incident="INC-0001", at=AT + timedelta(hours=14))
    assert "'INC-0001' was closed at 2026-11-22 00:50." in say_refusal(refused, speech)


def test_without_a_runbook_ids_stand_in_for_names() -> None:
    i18n.use("en")
    refused = Refused(Refusal.STEP_TAKEN, step="isolate-host", by="bo", at=AT)
    assert say_refusal(refused, Speech()).startswith("Step 'isolate-host' is already running: bo took it at 02:50.")


def test_a_person_who_rests_is_named_and_a_pool_is_counted(speech: Speech) -> None:
    i18n.use("en")
    refused = Refused(Refusal.RESOURCE_RESTS, resource="dba-bo", person="bo", count=0, resting=1, until=AT)
    assert say_refusal(refused, speech).startswith(f"{speech.person('bo')} rests until ")
    refused = Refused(Refusal.RESOURCE_RESTS, resource="off", person="", count=14, resting=70, until=AT)
    assert say_refusal(refused, speech).startswith("Of 'off' only 14 can be assigned now: 70 rest until ")
