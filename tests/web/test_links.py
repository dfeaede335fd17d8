"""Links in messages: what a client gets from the real server, on both databases, and what arrives in a channel."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import aiohttp
import pytest

from incident.adapters.clock import SystemClock
from incident.adapters.delivery.process_sender import ProcessSender
from incident.application.actor import Actor
from incident.application.messages.links import LASTS
from incident.application.ports import DeliveryState
from incident.bootstrap.assembly import Program
from incident.domain import commands as c
from incident.domain.events import IncidentMode, MessageAcknowledged
from incident.domain.exercises.mark import MARK
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Verb
from tests.deliveries import has_a_child
from tests.domain.walks import plan, step
from tests.sinks import ScriptedSink
from tests.web.houses import House, open_house

PUBLIC = "https://incident.example.org/desk"
KEY = "0123456789abcdef0123456789abcdef"
BUNDLE = plan([step("page", Verb.TELL, audience="duty", template="update")])
LIN = Actor(person="lin")

SETTINGS = {
    "format": "workspace/1",
    "name": "Night desk",
    "language": "en",
    "zone": "Asia/Shanghai",
    "sandbox": True,
    "links": {"public_url": PUBLIC, "secret": "file:link-key", "pagerduty": {"secret": "file:pagerduty-key"}},
}
PEOPLE: dict[str, dict[str, object]] = {
    "lin": {"name": "Lin Min", "logins": ["lin"], "roles": ["commander"]},
    "bo": {"name": "王波", "language": "zh-CN", "reach": [{"target": "push", "address": ""}, {"target": "drill"}]},
    "mara": {"name": "Mara Ode", "reach": [{"target": "pager", "address": ""}]},
}
TARGETS = {
    "push": {"kind": "apprise", "secret": "file:hook"},
    "pager": {"kind": "apprise", "secret": "file:hook"},
    "drill": {"kind": "apprise", "secret": "file:hook", "exercise": True},
    "chat": {"kind": "apprise", "secret": "file:hook"},
}
AUDIENCES = {
    "duty": {
        "who": [{"person": "bo"}, {"target": "chat", "name": "Everybody"}],
        "escalate": {"after": "3m", "then": [{"person": "mara"}]},
    }
}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A workspace whose messages go to a sink, and its program."""

    folder: Path
    program: Program
    sink: ScriptedSink
    database: str | None

    def told(self, mode: IncidentMode = IncidentMode.REAL) -> str:
        """An incident whose duty was told a moment ago."""
        command = c.DeclareIncident(by="lin", title="Voice is down", tier=Tier.SERIOUS, bundle=BUNDLE, mode=mode)
        incident = self.program.service.declare(command, LIN).incident.id
        self.program.service.execute(incident, c.CompleteStep(by="lin", step="page"), LIN)
        self.program.dispatcher.drain(timedelta(seconds=20))
        return incident

    def texts(self) -> list[str]:
        return [letter.body for letter in self.sink.inbox.letters]

    def link(self) -> str:
        """The path of the only link that arrived, as a proxy hands it on."""
        (found,) = {str(each) for text in self.texts() for each in re.findall(rf"{PUBLIC}(/\S+)", text)}
        return found

    def acknowledged(self, incident: str) -> list[str]:
        return [
            entry.event.by for entry in self.program.log.read(incident) if isinstance(entry.event, MessageAcknowledged)
        ]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.slow])])
def desk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    folder = tmp_path / "desk"
    folder.mkdir()
    database = None
    people: dict[str, object] = dict(PEOPLE)
    if request.param == "postgres":
        database = request.getfixturevalue("postgres_url")
        login = re.search(r"//([^@:/]+)[@:]", database)
        assert login
        people["lin"] = {**PEOPLE["lin"], "logins": [login[1]]}
    monkeypatch.setenv("INCIDENT_LOGIN", "lin")
    (folder / "link-key").write_text(KEY)
    (folder / "pagerduty-key").write_text(KEY[::-1])
    for name, said in (
        ("incident", SETTINGS),
        ("people", {"format": "people/1", "people": people}),
        ("targets", {"format": "targets/1", "targets": TARGETS, "audiences": AUDIENCES}),
    ):
        (folder / f"{name}.yaml").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    with ScriptedSink() as sink:
        (folder / "hook").write_text(f"json://127.0.0.1:{sink.port}/")
        program = Program(folder, database=database, cache=tmp_path / "cache")
        program.make_log()
        assert isinstance(program.sender, ProcessSender)
        has_a_child(program.sender)
        with closing(program):
            yield Desk(folder=folder, program=program, sink=sink, database=database)


@pytest.fixture
async def house(desk: Desk) -> AsyncIterator[House]:
    async with open_house(desk.folder, database=desk.database) as opened:
        yield opened


@pytest.fixture
async def phone() -> AsyncIterator[aiohttp.ClientSession]:
    """A browser that knows no login and says no origin."""
    headers = {"Host": "incident.example.org", "Accept-Language": "en"}
    async with aiohttp.ClientSession(headers=headers) as client:
        yield client


async def test_who_is_a_person_gets_a_link_and_a_channel_gets_none(desk: Desk) -> None:
    desk.told()
    with_link = [text for text in desk.texts() if PUBLIC in text]
    assert len(desk.texts()) == 2
    (text,) = with_link
    assert re.search(rf"\n确认收到：{PUBLIC}/ack/INC-0001/[0-9a-f]{{32}}/[\w-]{{22}}$", text)


async def test_in_an_exercise_the_link_stands_before_the_closing_mark(desk: Desk) -> None:
    desk.told(IncidentMode.EXERCISE)
    (text,) = desk.texts()
    assert text.startswith(MARK)
    assert re.search(rf"{PUBLIC}/ack/\S+\n{MARK}$", text)


async def test_opening_a_link_acknowledges_nothing_and_the_button_does(
    desk: Desk, house: House, phone: aiohttp.ClientSession
) -> None:
    incident = desk.told()
    url = house.url + desk.link()
    for _scan in range(3):
        for method in ("GET", "HEAD"):
            async with phone.request(method, url) as answer:
                page = await answer.text()
                assert answer.status == 200
    async with phone.get(url) as answer:
        page = await answer.text()
    assert '<html lang="zh-CN">' in page
    assert page.count("<button>") == 1
    assert "王波" in page
    assert desk.acknowledged(incident) == []
    async with phone.post(url) as answer:
        assert answer.status == 200
        page = await answer.text()
    assert "<button>" not in page
    assert desk.acknowledged(incident) == ["bo"]
    states = {row.recipient: row.state for row in desk.program.log.deliveries(incident)}
    assert states["Mara Ode"] is DeliveryState.CANCELLED, "nobody is woken because of him"
    entry = next(e for e in desk.program.log.read(incident) if isinstance(e.event, MessageAcknowledged))
    assert isinstance(entry.event, MessageAcknowledged)
    assert (entry.actor, entry.on_behalf_of, str(entry.event.how)) == ("app", "bo", "by link")
    assert desk.program.log.verify() == []


async def test_a_second_press_is_told_when_the_first_was_and_records_nothing(
    desk: Desk, house: House, phone: aiohttp.ClientSession
) -> None:
    incident = desk.told()
    url = house.url + desk.link()
    for method in ("POST", "POST", "GET"):
        async with phone.request(method, url) as answer:
            page = await answer.text()
            assert answer.status == 200
            assert "已确认" in page
            assert "<button>" not in page
    assert desk.acknowledged(incident) == ["bo"]


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_link_that_was_changed_says_what_to_do_and_does_nothing(
    desk: Desk, house: House, phone: aiohttp.ClientSession, method: str
) -> None:
    incident = desk.told()
    link = desk.link()
    other = next(row.id for row in desk.program.log.deliveries(incident) if row.recipient == "Mara Ode")
    start, delivery, proof = link.rsplit("/", 2)
    wrong = (
        f"{start}/{other}/{proof}",
        f"{start}/{delivery}/{proof[:-1]}",
        f"{start}/{delivery}/{'A' * 22}",
        f"{start}/{delivery}/%FF",
        f"/ack/INC-0009/{delivery}/{proof}",
    )
    for each in wrong:
        async with phone.request(method, house.url + each) as answer:
            page = await answer.text()
            assert answer.status == 404
            assert "Copy all of it from the message" in page
            assert "<button>" not in page
    assert desk.acknowledged(incident) == []
    assert house.told == []


async def test_a_link_of_yesterday_says_how_to_answer_now(
    desk: Desk, house: House, phone: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = desk.told()
    now = SystemClock().now
    monkeypatch.setattr(SystemClock, "now", lambda _clock: now() + LASTS + timedelta(minutes=1))
    for method in ("GET", "POST"):
        async with phone.request(method, house.url + desk.link()) as answer:
            page = await answer.text()
            assert answer.status == 410
            assert f"incident message ack {incident} M1" in page
    assert desk.acknowledged(incident) == []


async def test_what_was_acknowledged_in_the_program_is_done_for_the_link_too(
    desk: Desk, house: House, phone: aiohttp.ClientSession
) -> None:
    incident = desk.told()
    order = c.AcknowledgeMessage(by="lin", message="M1", reader="bo", text="by phone")
    desk.program.service.execute(incident, order, LIN)
    async with phone.post(house.url + desk.link()) as answer:
        assert answer.status == 200
        assert "<button>" not in await answer.text()
    assert desk.acknowledged(incident) == ["bo"]


async def test_while_the_log_is_away_nothing_is_claimed_to_be_recorded(
    desk: Desk, house: House, phone: aiohttp.ClientSession
) -> None:
    desk.told()
    link = desk.link()
    (desk.folder / "link-key").unlink()
    async with phone.post(house.url + link) as answer:
        assert answer.status == 503
        assert "Nothing was recorded" in await answer.text()
    assert len(house.told) == 1


async def test_a_message_leaves_without_its_link_when_there_is_no_key(desk: Desk) -> None:
    (desk.folder / "link-key").unlink()
    desk.told()
    assert len(desk.texts()) == 2
    assert not [text for text in desk.texts() if PUBLIC in text]


async def test_no_proof_stands_in_the_record(desk: Desk) -> None:
    incident = desk.told()
    proof = desk.link().rpartition("/")[2]
    rows = desk.program.log.deliveries(incident)
    attempts = [attempt for row in rows for attempt in desk.program.log.attempts(row.id)]
    assert proof not in repr((rows, attempts, desk.program.log.read(incident)))


def reported(delivery: str, event_type: str = "incident.acknowledged") -> bytes:
    """What PagerDuty says of a delivery."""
    data = {"id": "PGR0VU2", "type": "incident", "status": "acknowledged", "incident_key": delivery}
    agent = {"id": "PTUXL6G", "type": "user_reference", "summary": "Bo at the pager"}
    return json.dumps({"event": {"id": "5ac64822", "event_type": event_type, "agent": agent, "data": data}}).encode()


def signed(body: bytes, key: str = KEY[::-1]) -> dict[str, str]:
    """The headers of PagerDuty, while it changes its key."""
    right = hmac.new(key.encode(), body, sha256).hexdigest()
    return {"X-PagerDuty-Signature": f"v1={'0' * 64},v1={right}", "Content-Type": "application/json"}


def to_bo(desk: Desk, incident: str) -> str:
    return next(row.id for row in desk.program.log.deliveries(incident) if row.recipient == "王波")


async def test_an_acknowledgement_at_pagerduty_stops_the_rest_here(
    desk: Desk, house: House, phone: aiohttp.ClientSession
) -> None:
    incident = desk.told()
    body = reported(to_bo(desk, incident))
    for _said in ("once", "and again"):
        async with phone.post(f"{house.url}/hooks/pagerduty", data=body, headers=signed(body)) as answer:
            assert answer.status == 204
    assert desk.acknowledged(incident) == ["bo"]
    entry = next(e for e in desk.program.log.read(incident) if isinstance(e.event, MessageAcknowledged))
    assert isinstance(entry.event, MessageAcknowledged)
    assert (entry.actor, str(entry.event.how)) == ("app", "PagerDuty: Bo at the pager")
    states = {row.recipient: row.state for row in desk.program.log.deliveries(incident)}
    assert states["Mara Ode"] is DeliveryState.CANCELLED


async def test_nobody_else_speaks_for_pagerduty_and_what_is_not_about_us_is_forgotten(
    desk: Desk, house: House, phone: aiohttp.ClientSession
) -> None:
    incident = desk.told()
    ours = reported(to_bo(desk, incident))
    said: tuple[tuple[bytes, dict[str, str] | None, int], ...] = (
        (ours, {}, 401),
        (ours, signed(ours, KEY), 401),
        (ours, signed(ours + b" "), 401),
        (reported("srv01/high_cpu"), None, 204),
        (reported(to_bo(desk, incident), "incident.triggered"), None, 204),
        (b'{"event": {"event_type": "pagey.ping"}}', None, 204),
        (b"[" * 100_000, None, 204),
        (b" " * 300_000, None, 413),
    )
    for body, headers, status in said:
        sent = signed(body) if headers is None else headers
        async with phone.post(f"{house.url}/hooks/pagerduty", data=body, headers=sent) as answer:
            assert answer.status == status
    assert desk.acknowledged(incident) == []


async def test_pagerduty_says_it_again_while_it_cannot_be_recorded(
    desk: Desk, house: House, phone: aiohttp.ClientSession
) -> None:
    incident = desk.told()
    body = reported(to_bo(desk, incident))
    (desk.folder / "pagerduty-key").unlink()
    async with phone.post(f"{house.url}/hooks/pagerduty", data=body, headers=signed(body)) as answer:
        assert answer.status == 503
    assert desk.acknowledged(incident) == []
