"""An escalation on the command line: each rung with its hour, who is phoned meanwhile, and what an answer leaves."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest

from incident.application.ports import AttemptClass, AttemptOutcome, Escalation, Person, Recipient, Target
from incident.domain.commands import TellOtherwise
from incident.tui.views.deliveries import delivery_detail
from incident.walk.flows.asking import Question, Ready
from incident.walk.flows.telling import ToldFlow
from incident.wording.speech import Speech
from tests.cli.conftest import CommandLine

OSEI = Person(id="osei", name="R. Osei", language="en", phone="8-1120", reach=(("push", "osei"), ("voice", "8-1120")))
VALE = Person(id="vale", name="S. Vale", language="zh-CN", reach=(("voice", "8-1199"),))
FIRST = Recipient(name="R. Osei", target_id="push", address="osei", language="en", person="osei")
NEXT = Recipient(name="S. Vale", target_id="voice", address="8-1199", language="zh-CN", person="vale")


@pytest.fixture
def incident(cli: CommandLine) -> str:
    """An incident whose agents were told a moment ago."""
    known = cli.world.directory
    targets = [Target(id=each, exercise=False, kind="apprise", secret="") for each in ("push", "voice")]
    cli.world.directory = replace(
        known,
        everybody=(*known.everybody, OSEI, VALE),
        all_targets=(*known.all_targets, *targets),
        audiences={**known.audiences, "agents": (FIRST,)},
        escalations={"agents": Escalation(after=timedelta(minutes=3), then=((NEXT,),))},
    )
    cli.world.log.load_targets(cli.world.directory.targets())
    name = cli.declared()
    cli.done("step", name, "agents", "done", "--yes")
    return name


def sent(cli: CommandLine) -> list[str]:
    return [delivery.address for delivery in cli.world.sender.sent]


def drain(cli: CommandLine) -> None:
    """What a worker does at this moment."""
    cli.world.opened[-1].dispatcher.drain(timedelta(seconds=5))


def _tries(cli: CommandLine, incident: str) -> list[int]:
    (message,) = cli.done("message", "list", incident, "--json").json["messages"]
    return [each["tries"] for each in message["deliveries"]]


def test_every_rung_stands_in_the_list_with_its_hour(cli: CommandLine, incident: str) -> None:
    out = " ".join(cli.done("message", "list", incident).out.split())
    assert "R. Osei (push)" in out
    assert "goes at 02:43 only if nobody has acknowledged by then" in out
    assert "goes at 02:46 only if nobody has acknowledged by then" in out
    assert "waiting to be sent" not in out
    (message,) = cli.done("message", "list", incident, "--json").json["messages"]
    assert [(each["kind"], each["target"], each["due_at"][11:16]) for each in message["deliveries"]] == [
        ("page", "push", "02:40"),
        ("page", "voice", "02:43"),
        ("page", "voice", "02:46"),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Dee Novak is not among those who were told, so the escalation goes on: 02:43"),
        ("zh-CN", "逐级上报继续：02:43"),
    ],
)
def test_the_answer_of_somebody_who_was_not_told_ends_nothing_and_says_so(
    cli: CommandLine, incident: str, language: str, said: str
) -> None:
    assert said in " ".join(cli.done("--as", "dee", "--lang", language, "message", "ack", incident, "M1").err.split())
    assert "goes on" not in cli.done("--as", "osei", "message", "ack", incident, "M1").err


def test_what_is_ahead_of_an_escalation_is_not_said_to_be_stuck(cli: CommandLine, incident: str) -> None:
    cli.done("message", "ack", incident, "M1", "--for", "osei", "--how", "by phone")
    ran = cli.done("message", "send", incident, "agents", "agents-notice", "--yes")
    assert "2 messages go later, unless an answer stops them" in ran.err
    assert "still wait" not in ran.err


def test_where_several_were_told_first_the_answer_of_one_stops_all_later_attempts(cli: CommandLine) -> None:
    known, second = cli.world.directory, FIRST.changed(name="Eva Roth", address="eva", person="eva")
    osei = OSEI.changed(reach=(("push", "osei"), ("voice", "osei")))
    targets = [Target(id=name, exercise=False, kind="apprise", secret="") for name in ("push", "voice")]
    cli.world.directory = replace(
        known,
        everybody=(*known.everybody, osei),
        all_targets=(*known.all_targets, *targets),
        audiences={**known.audiences, "agents": (FIRST, second)},
        escalations={"agents": Escalation(after=timedelta(minutes=3), then=())},
    )
    cli.world.log.load_targets(cli.world.directory.targets())
    name = cli.declared()
    cli.done("step", name, "agents", "done", "--yes")
    cli.done("--as", "eva", "message", "ack", name, "M1")
    out = " ".join(cli.done("message", "list", name).out.split())
    assert "R. Osei (voice) id-11 cancelled" in out
    assert "only if nobody has acknowledged" not in out


def test_the_list_says_in_chinese_on_what_a_rung_hangs(cli: CommandLine, incident: str) -> None:
    out = cli.done("--lang", "zh-CN", "message", "list", incident).out
    assert "到 02:43 仍无人确认才发送" in out
    assert "等待发送" not in out


def test_a_rung_whose_hour_has_come_hangs_on_nothing(cli: CommandLine, incident: str) -> None:
    cli.world.clock.forward(minutes=4)
    out = cli.done("message", "list", incident).out
    assert "goes at 02:43" not in out
    assert "waiting to be sent" in out
    assert "goes at 02:46 only if nobody has acknowledged by then" in out


def test_closing_does_not_call_a_rung_a_message_that_waits(cli: CommandLine, incident: str) -> None:
    said = " ".join(cli("close", incident, "--because", "it is over").err.split())
    assert "Message M1 to S. Vale: goes at 02:46 only if nobody has acknowledged by then." in said


def test_the_timeline_says_who_would_be_told_next(cli: CommandLine, incident: str) -> None:
    told = " ".join(cli.done("timeline", incident).out.split())
    assert "if nobody acknowledges message M1: 02:43 R. Osei by voice, 02:46 S. Vale by voice" in told


def test_rungs_go_out_by_the_clock_and_none_after_an_answer(cli: CommandLine, incident: str) -> None:
    assert sent(cli) == ["osei"]
    cli.world.clock.forward(minutes=3)
    drain(cli)
    assert sent(cli) == ["osei", "8-1120"]
    cli.done("--as", "osei", "message", "ack", incident, "M1")
    cli.world.clock.forward(minutes=9)
    drain(cli)
    assert sent(cli) == ["osei", "8-1120"]
    assert "cancelled" in cli.done("message", "list", incident).out


def test_the_call_sheet_names_each_person_once_with_what_the_program_tries(cli: CommandLine, incident: str) -> None:
    sheet = " ".join(cli.done("message", "call-sheet", incident).out.split())
    assert sheet.count("[ ] R. Osei") == 1
    assert "the program tries: 02:40 by push (sent), 02:43 by voice (waiting to be sent) not acknowledged" in sheet
    assert "[ ] S. Vale" in sheet
    cli.done("--as", "osei", "message", "ack", incident, "M1")
    assert "R. Osei" not in cli.done("message", "call-sheet", incident).out
    whole = " ".join(cli.done("message", "call-sheet", incident, "M1").out.split())
    assert "the program tries: 02:40 by push (sent) acknowledged" in whole
    assert "cancelled time ________" in whole.split("[ ] S. Vale")[1]


def test_whom_no_attempt_reached_stays_on_the_call_sheet_when_another_has_answered(
    cli: CommandLine, incident: str
) -> None:
    cli.world.clock.forward(minutes=3)
    cli.world.sender.answers["voice"] = AttemptOutcome(result=AttemptClass.PERMANENT, detail="status: 404")
    drain(cli)
    cli.world.clock.forward(minutes=3)
    drain(cli)
    cli.done("--as", "osei", "message", "ack", incident, "M1")
    sheet = " ".join(cli.done("message", "call-sheet", incident).out.split())
    assert "the program tries: 02:46 by voice (failed)" in sheet
    assert "[ ] R. Osei" not in sheet


def test_who_is_told_when_nobody_answers_belongs_to_the_audience_and_can_be_left_out(
    cli: CommandLine, incident: str
) -> None:
    said = cli.done("message", "leave-out", incident, "agents", "vale", "--because", "on leave").err
    assert "does not belong" not in said
    assert "Not told from now on, on purpose" in said
    assert "goes at 02:46" not in cli.done("message", "list", incident).out


def test_an_escalation_is_put_off_with_its_reason_and_goes_on_by_itself(cli: CommandLine, incident: str) -> None:
    said = cli.done("message", "pause", incident, "m1", "--for", "10m", "--because", "They are on their way").err
    assert "put off until 02:50 by" in " ".join(said.split())
    out = " ".join(cli.done("message", "list", incident).out.split())
    assert "goes at 02:53 only if nobody has acknowledged by then" in out
    assert "escalation of M1 put off until 02:50 by" in out
    told = " ".join(cli.done("timeline", incident).out.split())
    assert "the escalation of message M1 goes on at 02:50, put off" in told
    assert "They are on their way" in told
    cli.world.clock.forward(minutes=9)
    drain(cli)
    assert sent(cli) == ["osei"]
    cli.world.clock.forward(minutes=4)
    drain(cli)
    assert sent(cli) == ["osei", "8-1120"]
    assert "put off until" not in cli.done("message", "list", incident).out


def test_in_chinese_it_says_the_same(cli: CommandLine, incident: str) -> None:
    cli.done("message", "pause", incident, "M1", "--for", "10m", "--because", "They are on their way")
    out = cli.done("--lang", "zh-CN", "message", "list", incident).out
    assert "M1 的逐级上报推迟到 02:50" in out
    assert "人已在路上" in out


@pytest.mark.parametrize(("length", "code"), [("90s", 2), ("1h", 1), ("soon", 2)])
def test_a_pause_is_of_whole_minutes_and_no_longer_than_fifteen(
    cli: CommandLine, incident: str, length: str, code: int
) -> None:
    said = cli("message", "pause", incident, "M1", "--for", length, "--because", "x")
    assert (said.code, bool(said.err)) == (code, True)


def test_one_that_has_run_out_without_an_answer_says_who_has_not_answered_for_how_long_and_what_to_do(
    cli: CommandLine, incident: str
) -> None:
    for minutes in (0, 3, 3):
        cli.world.clock.forward(minutes=minutes)
        drain(cli)
    said = "no answer to M1 for 8 min, and nobody else is asked: phone R. Osei, S. Vale"
    assert "no answer to M1" not in cli.done("show", incident).out
    assert "waiting 6 min" in " ".join(cli.done("message", "list", incident).out.split())
    cli.world.clock.forward(minutes=2)
    for words in (("show", incident), ("message", "list", incident)):
        assert said in " ".join(cli.done(*words).out.split())
    assert f"incident message ack {incident} M1 --for osei --how" in cli.done("show", incident).out
    (message,) = cli.done("message", "list", incident, "--json").json["messages"]
    assert message["unanswered_since"][11:16] == "02:40"


def test_after_an_outage_of_the_senders_nobody_says_that_no_more_are_asked_while_some_are(
    cli: CommandLine, incident: str
) -> None:
    """DELIVERY 5, fault 28: the next have their time again, and whoever looks reads of it."""
    for minutes in (0, 40, 1):
        cli.world.clock.forward(minutes=minutes)
        drain(cli)
    assert sent(cli) == ["osei", "8-1120"]
    assert _tries(cli, incident) == [1, 1, 0]
    *_sent, ahead = cli.world.opened[-1].outbox.deliveries(incident)
    seen = delivery_detail(ahead, {}, Speech(), cli.world.clock.now(), 80)
    assert next(row.plain.split() for row in seen if "TRIES" in row.plain) == ["TRIES", "0"]
    for words in (("show", incident), ("message", "list", incident)):
        assert "nobody else is asked" not in " ".join(cli.done(*words).out.split())
    refused = cli("message", "pause", incident, "M1", "--for", "5m", "--because", "They are on their way")
    assert "Nothing of message M1 is ahead that was not put off already." in " ".join(refused.err.split())
    said = " ".join(cli.done("message", "told", incident, "M1", "by phone", "--whom", "osei").err.split())
    assert "The escalation goes on for the others: 03:23 S. Vale by voice. An answer ends it." in said
    cli.world.clock.forward(minutes=3)
    drain(cli)
    assert sent(cli)[2:] == ["8-1199"]
    assert _tries(cli, incident) == [1, 1, 1]
    assert [row["tries"] for row in cli.done("review", incident, "--json").json["messages"][0]["deliveries"]] == [
        1,
        1,
        1,
    ]
    assert "nobody else is asked" not in cli.done("show", incident).out
    cli.world.clock.forward(minutes=3)
    assert "nobody else is asked: phone S. Vale" in " ".join(cli.done("show", incident).out.split())


def test_one_answer_ends_the_silence_of_everybody(cli: CommandLine, incident: str) -> None:
    for minutes in (0, 3, 3, 5):
        cli.world.clock.forward(minutes=minutes)
        drain(cli)
    cli.done("message", "ack", incident, "M1", "--for", "vale", "--how", "by phone")
    assert "no answer to M1" not in cli.done("show", incident).out
    (message,) = cli.done("message", "list", incident, "--json").json["messages"]
    assert message["unanswered_since"] is None


def test_who_was_told_by_phone_is_not_woken_again_and_is_still_asked_to_confirm(
    cli: CommandLine, incident: str
) -> None:
    sheet = " ".join(cli.done("message", "call-sheet", incident).out.split())
    assert f"incident message told {incident} M1" in sheet
    answered = f"incident message ack {incident} M1 --for osei --how"
    assert answered in sheet
    said = cli.done("message", "told", incident, "M1", "by phone, all of them", "--yes").err
    assert "Nobody more is woken for M1." in said
    assert answered in said
    cli.world.clock.forward(minutes=9)
    drain(cli)
    assert sent(cli) == ["osei"]
    shown = " ".join(cli.done("show", incident).out.split())
    assert "M1 was told otherwise, and nobody has confirmed it for 9 min: ask R. Osei, S. Vale" in shown
    assert answered in shown
    cli.done("message", "ack", incident, "M1", "--for", "vale", "--how", "by phone")
    assert "nobody has confirmed it" not in cli.done("show", incident).out
    assert "Nobody more is woken" not in cli.done("message", "told", incident, "M1", "once more").err


def test_every_telling_by_hand_stays_on_the_list(cli: CommandLine, incident: str) -> None:
    cli.done("message", "told", incident, "M1", "by phone to Eva", "--yes")
    cli.done("message", "told", incident, "M1", "in person to Nan")
    out = " ".join(cli.done("message", "list", incident).out.split())
    assert out.index("by phone to Eva") < out.index("in person to Nan")
    (message,) = cli.done("message", "list", incident, "--json").json["messages"]
    assert [each["how"] for each in message["tellings"]] == ["by phone to Eva", "in person to Nan"]


def test_telling_by_hand_asks_whether_all_were_told_before_it_ends_what_would_wake_them(
    cli: CommandLine, incident: str
) -> None:
    ran = cli("message", "told", incident, "M1", "by phone to Eva")
    said = " ".join(ran.err.split())
    assert ran.code == 2
    assert "Were all told who have not confirmed M1: R. Osei? Then nobody more is woken for it." in said
    assert "Nothing was noted. Say --yes if they all were, or --whom for each who was." in said
    assert "by phone to Eva" not in cli.done("timeline", incident).out
    cli.world.clock.forward(minutes=3)
    drain(cli)
    assert sent(cli) == ["osei", "8-1120"]
    cli.world.clock.forward(minutes=4)
    assert cli("message", "told", incident, "M1", "by phone to both").code == 0


def test_the_dialogue_asks_who_was_told_one_after_the_other(cli: CommandLine, incident: str) -> None:
    opened = cli.world.opened[-1].service.load(incident)
    flow = ToldFlow(
        incident=opened,
        message=opened.messages["M1"],
        person="ana",
        speech=Speech(),
        now=cli.world.clock.now(),
        owing=("osei", "vale"),
    )
    first, second = flow.part({}), flow.part({"whom.1": "osei"})
    assert isinstance(first, Question)
    assert [each.value for each in first.choices] == ["*", "osei", "vale"]
    assert isinstance(second, Question)
    assert [each.value for each in second.choices] == [".", "vale"]
    one = flow.part({"whom.1": "osei", "whom.2": ".", "how": "by phone"})
    both = flow.part({"whom.1": "osei", "whom.2": "vale", "how": "by phone"})
    every = flow.part({"whom.1": "*", "how": "by phone"})
    orders = [part.commands[0] for part in (one, both, every) if isinstance(part, Ready)]
    order = TellOtherwise(by="ana", message="M1", how="by phone")
    assert orders == [order.changed(whom=("osei",)), order.changed(whom=("osei", "vale")), order]


def test_whoever_was_told_by_name_is_tried_no_more_and_the_others_are(cli: CommandLine, incident: str) -> None:
    said = " ".join(cli.done("message", "told", incident, "M1", "by phone", "--whom", "osei").err.split())
    assert "The escalation goes on for the others: 02:46 S. Vale by voice. An answer ends it." in said
    cli.world.clock.forward(minutes=9)
    drain(cli)
    assert sent(cli) == ["osei", "8-1199"]
    listed = " ".join(cli.done("message", "list", incident).out.split())
    assert "told by hand 02:40, Ana Lima" in listed
    assert "R. Osei told by Ana Lima at" in listed
    (message,) = cli.done("message", "list", incident, "--json").json["messages"]
    assert (message["told_at"], message["tellings"][0]["whom"]) == (None, ["osei"])


def test_who_was_told_is_picked_by_number_at_a_terminal(
    cli: CommandLine, incident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("9\n1\n"))
    ran = cli("message", "told", incident, "M1", "by phone", at_terminal=True)
    assert ran.code == 0, ran.err
    assert "Numbers from 0 to" in ran.err
    (message,) = cli.done("message", "list", incident, "--json").json["messages"]
    assert message["tellings"][0]["whom"] == ["osei"]


@pytest.mark.parametrize(
    ("words", "minutes", "whom"), [(("--whom", "osei"), 0, ["osei"]), (("--yes",), 0, []), ((), 9, [])]
)
def test_a_telling_that_is_run_again_with_the_same_id_is_noted_once(
    cli: CommandLine, incident: str, words: tuple[str, ...], minutes: int, whom: list[str]
) -> None:
    cli.world.clock.forward(minutes=minutes)
    order = ("message", "told", incident, "M1", "by phone", *words, "--command-id", "job-7")
    cli.done(*order)
    cli.world.clock.forward(minutes=1)
    assert "nothing is done twice" in cli.done(*order).err
    (message,) = cli.done("message", "list", incident, "--json").json["messages"]
    assert [each["whom"] for each in message["tellings"]] == [whom]


@pytest.mark.parametrize(("words", "at_terminal"), [((), False), ((), True), (("--whom", "osei"), False)])
def test_where_one_person_is_left_nobody_is_asked_who_was_told(
    cli: CommandLine, words: tuple[str, ...], *, at_terminal: bool
) -> None:
    known = cli.world.directory
    targets = [Target(id=each, exercise=False, kind="apprise", secret="") for each in ("push", "voice")]
    cli.world.directory = replace(
        known,
        everybody=(*known.everybody, OSEI),
        all_targets=(*known.all_targets, *targets),
        audiences={**known.audiences, "agents": (FIRST,)},
        escalations={"agents": Escalation(after=timedelta(minutes=3), then=())},
    )
    cli.world.log.load_targets(cli.world.directory.targets())
    name = cli.declared()
    cli.done("step", name, "agents", "done", "--yes")
    order = ("message", "told", name, "M1", "by phone", *words, "--command-id", "job-7")
    ran = cli(*order, at_terminal=at_terminal)
    assert ran.code == 0, ran.err
    assert "nothing is done twice" in cli.done(*order).err
    (message,) = cli.done("message", "list", name, "--json").json["messages"]
    assert message["tellings"][0]["whom"] == ["osei"]
    assert {each["state"] for each in message["deliveries"][1:]} == {"cancelled"}


_REFUSED = AttemptOutcome(result=AttemptClass.PERMANENT, detail="status: 404")


def _customers_unreached(cli: CommandLine, *told: Recipient, answer: AttemptOutcome = _REFUSED) -> str:
    """An incident whose customers are these, none of whom their message reached."""
    known = cli.world.directory
    targets = [Target(id=each, exercise=False, kind="apprise", secret="") for each in ("push", "voice")]
    cli.world.directory = replace(
        known,
        everybody=(*known.everybody, OSEI, VALE),
        all_targets=(*known.all_targets, *targets),
        audiences={**known.audiences, "customers": told},
    )
    cli.world.log.load_targets(cli.world.directory.targets())
    cli.world.sender.answers = dict.fromkeys(("push", "voice", "status-page"), answer)
    name = cli.declared()
    cli("message", "send", name, "customers", "first", "--yes")
    return name


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_call_sheet_names_whoever_was_refused_on_one_way_once_with_every_way(
    cli: CommandLine, language: str
) -> None:
    name = _customers_unreached(cli, FIRST)
    cli.world.sender.answers = {"push": _REFUSED}
    cli("message", "send", name, "customers", "first", "--yes")
    order = ("--lang", language, "message", "call-sheet", name, "M2")
    sheet = " ".join(cli.done(*order).out.split())
    assert sheet.count("[ ] R. Osei") == 1
    tried = {
        "en": "02:40 by push (failed), 02:40 by voice (sent)",
        "zh-CN": "02:40 经 push（未发出），02:40 经 voice（已发送）",
    }
    assert tried[language] in sheet
    cli.done("--as", "osei", "message", "ack", name, "M2")
    read = cli.done(*order).out
    assert (read.count("[x] R. Osei"), read.count("R. Osei")) == (1, 1)


@pytest.mark.parametrize("words", [(), ("--whom", "osei")])
def test_an_audience_of_one_person_who_was_told_by_name_was_all_told(cli: CommandLine, words: tuple[str, ...]) -> None:
    name = _customers_unreached(cli, FIRST)
    cli.done("message", "told", name, "M1", "by phone", *words)
    incident = cli.world.opened[-1].service.load(name)
    assert incident.last_update_at == incident.messages["M1"].told_at == cli.world.clock.now()
    assert incident.messages["M1"].told_of("osei") is not None


def test_it_is_asked_before_somebody_counts_as_told_to_whom_nothing_of_it_went(cli: CommandLine) -> None:
    name = _customers_unreached(cli, FIRST)
    order = ("message", "told", name, "M1", "by phone", "--whom", "bo", "--command-id", "job-8")
    ran = cli(*order)
    assert ran.code == 2
    assert " ".join(ran.err.split()).startswith(
        "Nothing of M1 went to Bo Chen. It went to: R. Osei. Nothing was noted."
    )
    assert not cli.world.opened[-1].service.load(name).messages["M1"].tellings
    cli.done(*order, "--yes")
    assert "nothing is done twice" in cli.done(*order).err
    (told,) = cli.world.opened[-1].service.load(name).messages["M1"].tellings
    assert told.whom == ("bo",)


def test_an_audience_whose_people_were_told_one_after_another_was_all_told_with_the_last(cli: CommandLine) -> None:
    name = _customers_unreached(cli, FIRST, NEXT)
    cli.done("message", "told", name, "M1", "by phone", "--whom", "osei")
    assert cli.world.opened[-1].service.load(name).last_update_at is None
    cli.world.clock.forward(minutes=5)
    order = ("message", "told", name, "M1", "in person", "--whom", "vale", "--command-id", "job-7")
    cli.done(*order)
    assert "nothing is done twice" in cli.done(*order).err
    incident = cli.world.opened[-1].service.load(name)
    assert incident.last_update_at == cli.world.clock.now()
    assert [each.whom for each in incident.messages["M1"].tellings] == [("osei",), ("vale",), ()]


def test_what_still_waits_for_whoever_was_told_by_name_is_called_back(cli: CommandLine) -> None:
    """Also where their message has no escalation; what waits for the others goes on."""
    busy = AttemptOutcome(result=AttemptClass.NOT_SENT, detail="connection-refused")
    name = _customers_unreached(cli, FIRST, NEXT, answer=busy)
    cli.done("message", "told", name, "M1", "by phone", "--whom", "osei")
    (message,) = cli.done("message", "list", name, "--json").json["messages"]
    assert {each["recipient"]: each["state"] for each in message["deliveries"]} == {
        "R. Osei": "cancelled",
        "S. Vale": "pending",
    }
    assert cli.world.log.verify() == []


def test_where_a_channel_was_to_be_told_too_its_people_are_not_all_of_the_audience(cli: CommandLine) -> None:
    channel = Recipient(name="customers", target_id="status-page", address="", language="en")
    name = _customers_unreached(cli, FIRST, channel)
    cli.done("message", "told", name, "M1", "by phone", "--whom", "osei")
    assert cli.world.opened[-1].service.load(name).last_update_at is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "1 delivery was under way and may have crossed it: R. Osei by voice"),
        ("zh-CN", "当时有 1 条正在发送，可能未及拦下：R. Osei（voice）"),
    ],
)
def test_the_timeline_names_what_crossed_an_acknowledgement(
    cli: CommandLine, incident: str, language: str, words: str
) -> None:
    drain(cli)
    cli.world.clock.forward(minutes=3)
    (claimed,) = cli.world.log.claim("worker", cli.world.clock.now(), timedelta(minutes=1), 5)
    cli.done("message", "ack", incident, "M1", "--for", "osei", "--how", "by phone")
    assert claimed.address == "8-1120"
    entries = cli.done("--lang", language, "timeline", incident, "--json").json["entries"]
    assert words in entries[-1]["words"]
