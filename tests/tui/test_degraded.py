"""What the screen shows, and still does, while the name service, the server or the disk fails (DELIVERY.md 5)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from incident import i18n
from incident.adapters.clock import SystemClock
from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.secrets import Redactor, Secrets
from incident.adapters.storage import open_log
from incident.adapters.storage.memory import MemoryLog
from incident.adapters.storage.opening import open_replicated
from incident.adapters.storage.replica.replicated import ReplicatedLog
from incident.application.errors import StorageError, StorageMissing, StorageOnReserve, StorageReplaced
from incident.application.ports import DeliveryState, Summary
from incident.domain import commands as c
from incident.domain.events import Recorded
from incident.tui.messages import NotDone
from incident.tui.screens.following import Following
from incident.tui.screens.handover import HandoverSheet
from incident.tui.screens.home import Home
from incident.tui.screens.timeline import Timeline
from incident.tui.screens.walk import Walking
from tests.deliveries import has_a_child
from tests.fakes import a_team
from tests.postgres import PostgresServer
from tests.tui.pages import opened
from tests.tui.worlds import World


async def test_without_a_name_service_what_waits_is_counted_and_the_walk_goes_on(tmp_path: Path) -> None:
    """Fault 8: a real sender, and a host whose name nobody knows."""
    (tmp_path / "gone").write_text("json://no-such-host.invalid/hook")
    team = a_team()
    targets = [each.changed(kind="apprise", secret="file:gone") for each in team.all_targets]
    sender = ProcessSender(Secrets(tmp_path), Redactor())
    has_a_child(sender)
    world = World(folder=tmp_path, directory=replace(team, all_targets=targets), sender=sender)
    incident = world.declared()
    try:
        async with opened(world) as page:
            world.does(incident, c.CompleteStep(by="ana", step="agents"))
            await page.until(lambda: _tries(world.log, incident) > 0, "an attempt")
            await page.sees("1 message waits to be sent")
            await page.press("enter")
            await page.sees("T+")
            before = world.service.load(incident).version
            await page.press("space")
            await page.until(lambda: world.service.load(incident).version > before, "the mark")
            (row,) = world.log.deliveries(incident)
            assert (row.state, row.last_detail) == (DeliveryState.PENDING, "dns")
    finally:
        sender.close()


def _tries(log: MemoryLog, incident: str) -> int:
    return sum(row.tries for row in log.deliveries(incident) if row.state is DeliveryState.PENDING and row.last_class)


@dataclass
class Reserved(MemoryLog):
    """A log whose last entry took room that was laid by."""

    def __post_init__(self) -> None:
        super().__init__()

    @property
    def warning(self) -> StorageError | None:
        return StorageOnReserve(path="/var/incident.db", detail="full")


@dataclass
class Missing(MemoryLog):
    """A log that is not there."""

    def __post_init__(self) -> None:
        super().__init__()

    def summaries(self, *, open_only: bool = True) -> Sequence[Summary]:
        raise StorageMissing(path="incident.db", detail=str(open_only))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_home_says_for_good_that_a_log_cannot_be_read_and_nothing_of_what_waits(
    tmp_path: Path, language: str
) -> None:
    i18n.use(language)
    async with opened(World(folder=tmp_path, log=Missing()), size=(60, 20)) as page:
        for key in ("j", "d", "k"):
            await page.sees(i18n._("OPEN INCIDENTS - the log cannot be read"), "incident.db", "upgrade")
            await page.press(key)
        assert i18n._("nothing waits to be sent") not in page.text


async def test_in_a_window_too_small_a_log_that_cannot_be_read_is_not_called_empty(tmp_path: Path) -> None:
    async with opened(World(folder=tmp_path, log=Missing()), size=(40, 10)) as page:
        await page.sees("incident.db", "Make the window")
        assert "0 open" not in page.text


@dataclass
class Moved(MemoryLog):
    """A log that is moved away, and put back."""

    is_away: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def change_mark(self) -> int:
        if self.is_away:
            raise StorageReplaced(path="/var/incident.db", detail="the file was deleted")
        return super().change_mark()

    def read(self, incident_id: str, after: int = 0) -> Sequence[Recorded]:
        if self.is_away:
            raise StorageReplaced(path="/var/incident.db", detail="the file was deleted")
        return super().read(incident_id, after)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_that_the_log_can_be_used_again_is_said_without_a_key(tmp_path: Path, language: str) -> None:
    i18n.use(language)
    log = Moved()
    world = World(folder=tmp_path, log=log)
    async with opened(world, incident=world.declared(), size=(60, 20)) as page:
        log.is_away = True
        await page.sees("/var/incident.db")
        log.is_away = False
        await page.loses("/var/incident.db")
        assert i18n._("The log can be used again. What was not saved waits where it was typed.")[:8] in page.text


@pytest.mark.parametrize("sheet", [Timeline, HandoverSheet])
async def test_a_sheet_that_is_not_drawn_yet_says_that_the_log_failed_once_it_is(
    world: World, sheet: type[Timeline | HandoverSheet]
) -> None:
    """It came while the sheet was being opened, and ended the program."""
    async with opened(world, incident=world.declared()) as page:
        walking = page.screen(Walking)
        assert walking.walk is not None
        opening = page.app.push_screen(sheet(walking.session, walking.walk))
        walking.on_not_done(NotDone(StorageReplaced(path="/var/incident.db", detail="gone")))
        page.app.look_again()
        await opening
        await page.sees("/var/incident.db")
        assert isinstance(page.app.screen, sheet)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("key", ["t", "N", "K", "R", "p", "L", "E", "V", "H"])
async def test_a_board_says_once_that_the_log_is_gone_and_nothing_of_it_once_it_is_back(
    tmp_path: Path, language: str, key: str
) -> None:
    i18n.use(language)
    log = Moved()
    world = World(folder=tmp_path, log=log)
    back = i18n._("The log can be used again. What was not saved waits where it was typed.")[:8]
    async with opened(world, incident=world.declared()) as page:
        await page.sees("[>] 1")
        await page.press(key)
        await page.until(lambda: isinstance(page.app.screen, Following), "the board")
        log.is_away = True
        await page.sees("/var/incident.db")
        await page.settled()
        assert page.text.count("/var/incident.db") == 1
        log.is_away = False
        await page.loses("/var/incident.db")
        await page.sees(back)
        assert page.text.count(back) == 1
        await page.press("j")
        await page.loses(back)


@dataclass
class Unlisted(MemoryLog):
    """A log whose list of incidents cannot be read for a while."""

    is_away: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def summaries(self, *, open_only: bool = True) -> Sequence[Summary]:
        if self.is_away:
            raise StorageReplaced(path="/var/incident.db", detail="the file was deleted")
        return super().summaries(open_only=open_only)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_a_list_that_cannot_be_read_says_why_and_is_read_once_the_log_is_back(
    tmp_path: Path, language: str
) -> None:
    i18n.use(language)
    log = Unlisted()
    async with opened(World(folder=tmp_path, log=log), size=(60, 20)) as page:
        log.is_away = True
        await page.press("t")
        await page.sees(i18n._("EXERCISES"), "/var/incident.db")
        log.is_away = False
        await page.sees("exercise.key-stolen")
        await page.press("escape")
        await page.until(lambda: isinstance(page.app.screen, Home), "Home")


async def test_an_incident_that_cannot_be_read_is_no_empty_screen_and_opens_once_the_log_is_back(
    tmp_path: Path,
) -> None:
    log = Moved()
    world = World(folder=tmp_path, log=log)
    world.declared()
    async with opened(world) as page:
        await page.sees("INC-0001")
        log.is_away = True
        await page.press("1")
        await page.sees("INC-0001", "REAL", "/var/incident.db")
        await page.until(lambda: isinstance(page.app.screen, Home), "Home")
        await page.press("j", "g")
        log.is_away = False
        await page.press("1")
        await page.sees("[>] 1")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_page_of_a_hand_over_says_why_it_is_empty_and_fills_once_the_log_is_back(
    tmp_path: Path, language: str
) -> None:
    i18n.use(language)
    log = Moved()
    world = World(folder=tmp_path, log=log)
    async with opened(world, incident=world.declared(), size=(60, 20)) as page:
        await page.sees("[>] 1")
        log.is_away = True
        await page.press("H")
        await page.sees(i18n._("HAND-OVER"), "/var/incident.db")
        await page.press("j")
        await page.until(lambda: "/var/incident.db" in page.text, "why it is empty")
        log.is_away = False
        await page.sees(f"1 {i18n._('SITUATION')}")


async def test_a_full_disk_is_named_on_the_screen_while_all_is_still_written(tmp_path: Path) -> None:
    """Fault 24; that the room is there, `tests/blackbox/test_full_disk.py` proves on a disk."""
    world = World(folder=tmp_path, log=Reserved())
    incident = world.declared()
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.sees("THE DISK IS FULL. The log '/var/incident.db' now uses the room")
        before = world.service.load(incident).version
        await page.press("space")
        await page.until(lambda: world.service.load(incident).version > before, "the mark")


@dataclass
class Served(World):
    """A world whose log is a server's."""

    log: ReplicatedLog = field(kw_only=True)  # type: ignore[assignment]  # the real one instead of the shipped double

    @property
    def link(self) -> ReplicatedLog:  # type: ignore[override]  # as above
        return self.log


@pytest.fixture
def login(postgres_server: PostgresServer, postgres_url: str) -> Iterator[tuple[str, str]]:
    """A role, and the address by which it uses a log that is there."""
    open_log(postgres_url, create=True).close()
    name, password = f"u_{secrets.token_hex(4)}", secrets.token_hex(8)
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), sql.Literal(password)))
        owner.execute(sql.SQL("GRANT incident_app TO {}").format(sql.Identifier(name)))
        database = owner.info.dbname
    yield name, f"postgresql://{name}:{password}@127.0.0.1:{postgres_server.port}/{database}"
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def goes_away(owner: psycopg.Connection[Any], login: str) -> None:
    """The server ends what the login has open, and takes nothing new of it."""
    owner.execute(sql.SQL("ALTER ROLE {} CONNECTION LIMIT 0").format(sql.Identifier(login)))
    owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (login,))


@pytest.mark.postgres
async def test_a_server_without_room_for_a_connection_is_said_and_work_goes_on(
    tmp_path: Path, postgres_url: str, login: tuple[str, str]
) -> None:
    """Fault 22: what is done meanwhile waits in the replica, and is counted."""
    name, address = login
    log, _link = open_replicated(address, tmp_path / "replica.db", SystemClock(), patience_seconds=0.3)
    assert isinstance(log, ReplicatedLog)
    limit = sql.SQL("ALTER ROLE {} CONNECTION LIMIT {}")
    with psycopg.connect(postgres_url, autocommit=True) as owner, closing(log):
        world = Served(folder=tmp_path, log=log)
        incident = world.declared()
        log.change_mark()
        async with opened(world, size=(120, 40)) as page:
            await page.sees("Line 3 is down")
            goes_away(owner, name)
            await page.sees("OFFLINE since")
            world.does(incident, c.AddNote(by="ana", text="by the replica"))
            await page.sees("1 act waits for the server")
            owner.execute(limit.format(sql.Identifier(name), sql.Literal(-1)))
            await page.sees("The server is back")


@pytest.mark.postgres
async def test_that_the_server_is_away_stays_said_after_an_act_and_on_every_sheet(
    tmp_path: Path, postgres_url: str, login: tuple[str, str]
) -> None:
    """Who reads an old picture knows since when it is one."""
    name, address = login
    log, _link = open_replicated(address, tmp_path / "replica.db", SystemClock(), patience_seconds=0.3)
    assert isinstance(log, ReplicatedLog)
    with psycopg.connect(postgres_url, autocommit=True) as owner, closing(log):
        world = Served(folder=tmp_path, log=log)
        incident = world.declared()
        async with opened(world, incident=incident) as page:
            await page.press("t")
            await page.sees("TIMELINE")
            goes_away(owner, name)
            await page.sees("OFFLINE since")
            for key, title in (("escape", "[>] 1"), ("N", "MESSAGES"), ("escape", "[>] 1"), ("question_mark", "KEYS")):
                await page.press(key)
                await page.sees(title)
                assert "OFFLINE since" in page.text
            await page.press("escape", "m")
            await page.type("the voice menu is up")
            await page.press("enter")
            await page.sees("Noted.")
            assert "OFFLINE since" in page.text


@pytest.mark.postgres
async def test_the_board_says_what_was_told_before_the_server_went_or_that_nobody_knows(
    tmp_path: Path, postgres_url: str, login: tuple[str, str]
) -> None:
    """Whoever reads "nobody was told" tells everybody again."""
    name, address = login
    log, _link = open_replicated(address, tmp_path / "replica.db", SystemClock(), patience_seconds=0.3)
    assert isinstance(log, ReplicatedLog)
    with psycopg.connect(postgres_url, autocommit=True) as owner, closing(log):
        world = Served(folder=tmp_path, log=log)
        log.load_targets(world.directory.targets())
        incident = world.declared()
        world.does(incident, c.CompleteStep(by="ana", step="agents"))
        async with opened(world, incident=incident) as page:
            await page.press("N")
            await page.sees("MESSAGES", "told 0", "to be sent 1")
            goes_away(owner, name)
            await page.sees("OFFLINE since", "as of ", "to be sent 1")
            assert "nobody was told" not in page.text
        later, _link = open_replicated(address, tmp_path / "replica.db", SystemClock(), patience_seconds=0.3)
        assert isinstance(later, ReplicatedLog)
        with closing(later):
            async with opened(Served(folder=tmp_path, log=later, directory=world.directory), incident=incident) as page:
                await page.press("N")
                await page.sees("what was told is not known without the server", "M1")
                assert "nobody was told" not in page.text
                assert page.text.count(" M1 ") == 1
                await page.press("s")
                await page.sees("CALL SHEET")
                assert "can reach nobody" not in page.text
                await page.press("pagedown")
                await page.sees("not known without the server")
