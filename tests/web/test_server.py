from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from incident.web.passwords import Passwords
from tests.web.houses import RIGHT, Guest, House, a_workspace, children_of, open_house, until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_workspace(tmp_path_factory.mktemp("web") / "team")


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident.web.door._SLOWNESS_SECONDS", 0.01)


@pytest.fixture
async def house(folder: Path) -> AsyncIterator[House]:
    async with open_house(folder) as opened:
        yield opened


@pytest.fixture
async def guest(house: House) -> AsyncIterator[Guest]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        yield Guest(client, house.url)


@pytest.mark.parametrize(
    "path", ["/", "/static/js/textual.js", "/static/", "/static/../server.py", "/ws", "/download/x"]
)
async def test_a_stranger_gets_the_login_page_and_nothing_else(guest: Guest, path: str) -> None:
    answer, text = await guest.get(path)
    assert answer.status in {303, 403, 404}
    assert answer.headers.get("Location", "/login") == "/login"
    assert "Traceback" not in text
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await guest.terminal()


async def test_who_logs_in_gets_a_cookie_that_no_script_and_no_other_page_can_use(house: House, guest: Guest) -> None:
    answer, _text = await guest.log_in("lin")
    assert answer.status == 303
    cookie = answer.cookies["incident"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not cookie["secure"]
    assert not cookie["max-age"]
    assert len(cookie.value) >= 43
    assert house.told == ["lin in from 127.0.0.1"]
    page, text = await guest.get("/")
    assert page.status == 200
    assert "Lin Min" in text
    assert f"{house.url.replace('http', 'ws')}/ws" in text


@pytest.mark.parametrize("name", ["lin", "Lin Min", "  LIN  min "])
async def test_a_person_is_known_by_id_login_and_name(guest: Guest, name: str) -> None:
    answer, _text = await guest.log_in(name)
    assert answer.status == 303


async def test_a_wrong_name_and_a_wrong_password_are_answered_alike(guest: Guest) -> None:
    pages = []
    for name, password in (("lin", "wrong"), ("nobody", RIGHT)):
        answer, text = await guest.log_in(name, password)
        assert answer.status == 401
        assert "incident" not in answer.cookies
        pages.append(text.replace(f'value="{name}"', ""))
    assert pages[0] == pages[1]
    assert "Name and password do not belong together." in pages[0]


async def test_each_mistake_costs_a_longer_wait_in_which_even_the_right_password_does_not_help(
    house: House, guest: Guest
) -> None:
    waits = []
    for _attempt in range(5):
        _answer, text = await guest.log_in("lin", "wrong")
        found = re.search(r"Try again in (\d+) second", text)
        waits.append(int(found[1]) if found else 0)
        if found:
            refused, _text = await guest.log_in("lin", RIGHT)
            assert refused.status == 401
            house.now += waits[-1]
    assert waits == [0, 0, 1, 2, 4]
    answer, _text = await guest.log_in("lin", RIGHT)
    assert answer.status == 303


async def test_guessing_at_many_names_slows_the_address_down_and_not_the_persons(house: House, guest: Guest) -> None:
    for number in range(4):
        house.now += 60
        await guest.log_in(f"name{number}", "wrong")
    _answer, text = await guest.log_in("lin", RIGHT)
    assert "Try again in 2 seconds." in text
    house.now += 2
    answer, _text = await guest.log_in("lin", RIGHT)
    assert answer.status == 303


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "https://127.0.0.1"])
async def test_a_page_of_somebody_else_neither_logs_in_nor_out_nor_opens_a_terminal(
    house: House, guest: Guest, origin: str
) -> None:
    await guest.log_in("lin")
    guest.headers = {"Origin": origin}
    assert (await guest.log_in("lin"))[0].status == 403
    assert (await guest.post("/logout"))[0].status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await guest.terminal()
    assert (await guest.get("/"))[0].status == 200
    assert (await guest.get("/login", Host="evil.example"))[0].status == 403
    assert children_of(house.folder) == []


async def test_every_answer_forbids_frames_foreign_scripts_and_keeping(guest: Guest) -> None:
    await guest.log_in("lin")
    for path in ("/", "/login", "/nowhere", "/style.css", "/terminal.js", "/static/js/textual.js"):
        answer, text = await guest.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'self';" in policy
        assert "default-src 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        is_library = path.startswith("/static/")
        assert answer.headers["Cache-Control"] == ("no-cache" if is_library else "no-store")
        assert is_library or "Storage" not in text
        assert "https://" not in text or is_library, path


async def test_the_login_page_speaks_the_browsers_language_or_the_one_asked_for(guest: Guest) -> None:
    assert "密码" in (await guest.get("/login", **{"Accept-Language": "zh-CN,zh;q=0.9"}))[1]
    assert "密码" in (await guest.get("/login?lang=zh-CN"))[1]
    assert "Password" in (await guest.get("/login?lang=en", **{"Accept-Language": "zh-CN"}))[1]
    assert "Password" in (await guest.get("/login?lang=<script>"))[1]
    assert "姓名与密码不符。" in (await guest.post("/login?lang=zh-CN", name="x", password="y"))[1]


async def test_what_is_no_form_is_refused_without_a_fault(house: House) -> None:
    async with aiohttp.ClientSession() as client:
        for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain"):
            headers = {"Origin": house.url, "Content-Type": kind}
            async with client.post(f"{house.url}/login", data=b"x" * 100, headers=headers) as answer:
                assert answer.status == 415
        form = {"name": "lin", "password": "x" * 20_000}
        async with client.post(f"{house.url}/login", data=form, headers={"Origin": house.url}) as answer:
            assert answer.status == 413
    assert house.told == []


async def test_behind_a_proxy_with_tls_cookies_are_secure_and_paths_begin_with_its_own(folder: Path) -> None:
    async with open_house(folder, "https://incident.example.org/night") as house, aiohttp.ClientSession() as client:
        guest = Guest(client, house.url, "https://incident.example.org")
        answer, _text = await guest.log_in("lin")
        assert answer.headers["Location"] == "/night/"
        cookie = answer.cookies["incident"]
        assert cookie["secure"]
        assert cookie["path"] == "/night/"
        page, text = await guest.get("/", Cookie=f"incident={cookie.value}", Host="incident.example.org")
        assert page.status == 200
        assert 'data-session-websocket-url="wss://incident.example.org/night/ws"' in text
        assert 'action="/night/logout"' in text


async def test_who_has_no_login_on_this_machine_acts_as_the_person_that_logged_in(house: House, guest: Guest) -> None:
    await guest.log_in("bo")
    async with guest.terminal() as socket:
        await guest.sees(socket, "you: Bo Aker")
        assert len(children_of(house.folder)) == 1
    await until(lambda: not children_of(house.folder), "the end of the program")
    assert house.told == ["bo in from 127.0.0.1"]


async def test_logging_out_ends_the_terminal_its_program_and_the_session(house: House, guest: Guest) -> None:
    await guest.log_in("lin")
    async with guest.terminal() as socket:
        await guest.sees(socket, "you: Lin Min")
        answer, _text = await guest.post("/logout")
        assert answer.headers["Location"] == "/login"
        await guest.hangs_up(socket)
    await until(lambda: not children_of(house.folder), "the end of the program")
    assert (await guest.get("/"))[0].headers["Location"] == "/login"


async def test_leaving_the_program_closes_the_terminal(house: House, guest: Guest) -> None:
    await guest.log_in("lin")
    async with guest.terminal() as socket:
        await guest.sees(socket, "you: Lin Min")
        await socket.send_json(["stdin", "\x11"])
        await guest.hangs_up(socket)
    await until(lambda: not children_of(house.folder), "the end of the program")
    assert (await guest.get("/"))[0].status == 200


async def test_after_a_rest_the_terminal_is_closed_and_the_session_over(
    house: House, guest: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("incident.web.server._SWEEP_SECONDS", 0.05)
    async with open_house(house.folder) as quick:
        guest.url, guest.headers = quick.url, {"Origin": quick.url}
        await guest.log_in("lin")
        async with guest.terminal() as socket:
            await guest.sees(socket, "you: Lin Min")
            quick.now += 599
            await socket.send_json(["stdin", "?"])
            await guest.sees(socket, "Esc")
            quick.now += 599
            assert (await guest.get("/static/css/xterm.css"))[0].status == 200
            quick.now += 2
            await guest.hangs_up(socket)
        await until(lambda: not children_of(house.folder), "the end of the program")
        assert (await guest.get("/"))[0].headers["Location"] == "/login"


async def test_a_composition_that_was_given_up_ends_no_program(guest: Guest) -> None:
    """The browser sends what an input method left, which is nothing; the program read it as its end."""
    await guest.log_in("lin")
    async with guest.terminal() as socket:
        await guest.sees(socket, "you: Lin Min")
        await socket.send_json(["stdin", ""])
        await socket.send_json(["stdin", ","])
        await guest.sees(socket, "SETTINGS")


@pytest.mark.parametrize("sent", ["{", '["stdin", 3]', '["resize", {"width": "x"}]', '["exec", "ls"]', "[" * 100_000])
async def test_what_the_page_would_never_send_closes_the_terminal(house: House, guest: Guest, sent: str) -> None:
    await guest.log_in("lin")
    async with guest.terminal() as socket:
        await socket.send_str(sent)
        await guest.hangs_up(socket)
    await until(lambda: not children_of(house.folder), "the end of the program")
    assert house.told == ["lin in from 127.0.0.1"]


async def test_one_browser_opens_so_many_terminals_and_no_more(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident.web.server._MOST_TERMINALS", 1)
    await guest.log_in("lin")
    async with guest.terminal() as socket:
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await guest.terminal()
        await guest.sees(socket, "you: Lin Min")


async def test_a_new_password_and_a_person_who_left_end_the_session(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "team")
    async with open_house(folder) as house, aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        guest = Guest(client, house.url)
        await guest.log_in("lin")
        Passwords(folder).set("lin", "another horse")
        assert (await guest.get("/"))[0].status == 303
        assert (await guest.log_in("lin", "another horse"))[0].headers["Location"] == "/"
        people = json.loads((folder / "people.yaml").read_text())
        (folder / "people.yaml").write_text("people: [")
        assert (await guest.get("/"))[0].status == 200  # whoever edits the file just now throws nobody out
        async with guest.terminal() as socket:
            await guest.sees(socket, "team/people.yaml:")  # and the terminal says what is wrong
        del people["people"]["lin"]
        (folder / "people.yaml").write_text(json.dumps(people))
        assert (await guest.get("/"))[0].status == 303
        assert (await guest.log_in("lin", "another horse"))[0].status == 401


async def test_the_teams_own_command_judges_passwords(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "team")
    settings = json.loads((folder / "incident.yaml").read_text())
    settings["serve"] = {"login_command": 'sh -c \'read word; test "$0 $word" = "mara vault"\''}
    (folder / "incident.yaml").write_text(json.dumps(settings))
    async with open_house(folder) as house, aiohttp.ClientSession() as client:
        guest = Guest(client, house.url)
        assert (await guest.log_in("Mara Ode", "vault"))[0].status == 303
        assert (await guest.log_in("lin", RIGHT))[0].status == 401
