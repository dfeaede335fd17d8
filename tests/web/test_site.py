from __future__ import annotations

import socket

import pytest

from incident.web.environment import child_environment
from incident.web.pages import closed_page, login_page, refusal, spoken_by, terminal_page
from incident.web.site import Site

LOCAL = Site("127.0.0.1", 8000)
PROXIED = Site("127.0.0.1", 8000, "https://incident.example.org/night/")


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "10.1.2.3:8000", "[::1]:8000", f"{socket.gethostname()}:8000"]
)
def test_a_browser_may_call_it_by_number_or_by_this_machines_name(host: str) -> None:
    assert LOCAL.knows(host)
    assert LOCAL.is_own(f"http://{host}", host)


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "[", "a:b:c", "localhost@evil.example"),
        *("127.0.0.1; script-src *", "127.0.0.1:8000/", "127.0.0.1:x", "localhost evil.example"),
    ],
)
def test_a_name_that_was_turned_to_this_machine_is_not_known(host: str) -> None:
    assert not LOCAL.knows(host)


@pytest.mark.parametrize(
    "origin", ["", "null", "http://evil.example", "https://127.0.0.1:8000", "http://127.0.0.1:8001", "http://127.0.0.1"]
)
def test_a_page_from_elsewhere_is_not_our_own(origin: str) -> None:
    assert not LOCAL.is_own(origin, "127.0.0.1:8000")


def test_behind_a_proxy_the_public_name_counts() -> None:
    assert PROXIED.url == "https://incident.example.org/night"
    assert PROXIED.prefix == "/night"
    assert PROXIED.knows("incident.example.org")
    assert PROXIED.is_own("https://incident.example.org", "127.0.0.1:8000")
    assert not PROXIED.is_own("http://incident.example.org", "incident.example.org:81")
    assert PROXIED.websocket_origin("127.0.0.1:8000") == "wss://incident.example.org"


def test_the_address_behind_a_proxy_is_believed_only_of_the_proxy_on_this_machine() -> None:
    assert PROXIED.caller("127.0.0.1", "6.6.6.6, 10.0.0.9") == "10.0.0.9"
    assert PROXIED.caller("10.0.0.5", "10.0.0.9") == "10.0.0.5"
    assert PROXIED.caller("127.0.0.1", "nonsense") == "127.0.0.1"
    assert LOCAL.caller("127.0.0.1", "10.0.0.9") == "127.0.0.1"


def test_all_addresses_of_one_house_are_one() -> None:
    assert LOCAL.caller("2001:db8:1:2:3::1", "") == LOCAL.caller("2001:db8:1:2:ffff::9", "")
    assert LOCAL.caller("2001:db8:1:2::1", "") != LOCAL.caller("2001:db8:1:3::1", "")


def test_what_is_exposed_is_known() -> None:
    assert not LOCAL.is_exposed
    assert not Site("localhost", 1).is_exposed
    assert Site("0.0.0.0", 1).is_exposed  # noqa: S104 - nothing listens
    assert Site("incident-host", 1).is_exposed


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("de, zh;q=0.5, en;q=0.4", "zh-CN"),
        ("de", "en"),
        ("en;q=0.1, zh-Hans", "zh-CN"),
        (",;q=,zh;q=x,,", "en"),
    ],
)
def test_the_page_speaks_what_the_browser_likes_best(accepted: str, language: str) -> None:
    assert spoken_by(accepted) == language


NASTY = "\"><script>alert('x')</script>$name{0}"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_no_word_becomes_a_tag(language: str) -> None:
    pages = [
        login_page(language, team=NASTY, prefix="", name=NASTY, trouble=NASTY, warning=True),
        terminal_page(language, team=NASTY, person=NASTY, prefix="", websocket="ws://127.0.0.1:8000/ws", size=16),
        closed_page(language, "", team=NASTY),
    ]
    for page in pages:
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
        assert f'<html lang="{language}">' in page


def test_the_login_page_needs_no_script_and_offers_the_other_language() -> None:
    english = login_page("en", team="Night", prefix="", name="", trouble="", warning=False)
    chinese = login_page("zh-CN", team="Night", prefix="", name="", trouble="", warning=False)
    assert "<script" not in english + chinese
    assert 'href="/login?lang=zh-CN"' in english
    assert 'href="/login?lang=en"' in chinese
    assert "Password" in english
    assert "密码" in chinese


def test_a_delay_is_said_in_whole_seconds() -> None:
    assert refusal("en", 0) == "Name and password do not belong together."
    assert refusal("en", 0.2).endswith(" Try again in 1 second.")
    assert refusal("zh-CN", 1.2) == "姓名与密码不符。请在 2 秒后重试。"


def test_a_child_gets_what_it_needs_and_no_secret_of_the_server() -> None:
    around = {"PATH": "/bin", "PGPASSWORD": "p", "HOOK": "h", "AWS_SECRET": "s", "INCIDENT_LOGIN": "root", "TMUX": "1"}
    given = child_environment(around, ["HOOK"], login="person:ana", language="zh-CN", is_asked=False)
    assert {name: given.get(name) for name in around} == {
        "PATH": "/bin",
        "PGPASSWORD": "p",
        "HOOK": "h",
        "AWS_SECRET": None,
        "INCIDENT_LOGIN": "person:ana",
        "TMUX": None,
    }
    assert given["LANG"] == "zh_CN.UTF-8"
    assert "INCIDENT_LANG" not in given
    asked = child_environment(around, [], login="person:ana", language="en", is_asked=True)
    assert asked["INCIDENT_LANG"] == "en"
    assert "HOOK" not in asked
