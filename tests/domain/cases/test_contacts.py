"""Customers' numbers and addresses are found in a text however they are written, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident.domain.cases.contacts import Contacts
from incident.domain.cases.masking import masked_contact
from incident.domain.cases.words import CaseWords


def _at(contact: str) -> CaseWords:
    return CaseWords(name="", contact=contact, service="", problem="", request="")


def _contacts(**known: str) -> Contacts:
    return Contacts(enumerate((_at(to).changed(name=name) for name, to in known.items()), 1))


_KNOWN = _contacts(
    赵客="13900000100",
    **{"Anna Okafor": "+44 7700 900123 / anna@example.com"},
    Li="010-62223333",
    Wu="13900000102",
    Hua="wechat lihua_88",
    Da="微信dawang99",
    Qian="20000200@qq.com",
    Sun="13900000300 / 13900000300@139.com",
    Zhou="+86 139 1234 5678",
    Zheng="13987654321",
    Feng="wx13900000500",
    Wei="13900000600/13900000700 13900000800",
)


@pytest.mark.parametrize(
    ("typed", "written", "cases"),
    [
        ("客户赵客（13900000100）来电催办", "客户赵***（***00）来电催办", {1}),
        ("+86 139-0000-0100 rang", "+86 ***00 rang", {1}),
        ("１３９００００0100", "***00", {1}),
        ("13900000100 13900000102", "***00 ***02", {1, 4}),
        ("13900000100 2 times", "***00 2 times", {1}),
        ("on 2026-11-23 13900000100 rang", "on 2026-11-23 ***00 rang", {1}),
        ("Anna Okafor on 07700 900123", "A*** on ***23", {2}),
        ("客户ANNA@example.com来信", "客户A***@e***来信", {2}),
        ("rang 62223333", "rang ***33", {3}),
        ("wechat LiHua_88, Hua called", "wechat L***, H*** called", {5}),
        ("微信dawang99已回", "微信d***已回", {6}),
        ("write 20000200@qq.com now", "write 2***@q*** now", {7}),
        ("写信给13900000300@139.com，再打13900000300。", "写信给1***@1***，再打***00。", {8}),
        ("13900000300@qq.com of another", "***00@qq.com of another", {8}),
        ("phoned 13912345678 3 times", "phoned ***78 3 times", {9}),
        ("13912345678 (2 次)", "***78 (2 次)", {9}),
        ("2026-11-23 139 1234 5678 rang", "2026-11-23 ***78 rang", {9}),
        ("10 13912345678/13987654321 5", "10 ***78/***21 5", {9, 10}),
        ("139–1234–5678, 010—62223333", "***78, ***33", {3, 9}),
        ("2026–11–23 62223333 2 次", "2026–11–23 ***33 2 次", {3}),
        ("10:00 13912345678 rang", "10:00 ***78 rang", {9}),
        ("13912345678—3 times, 13912345678.", "***78—3 times, ***78.", {9}),
        ("at 10–13912345678-3", "at 10–***78-3", {9}),
        ("139 - 1234 - 5678, （139）1234·5678", "1***, 1***", {9}),
        ("rang (139) 1234-5678 (2)", "rang ***78 (2)", {9}),
        ("wx13900000500 rang", "w*** ***00 rang", {11}),
        ("call 13900000600 or 13900000700, 13900000800", "call ***00 or ***00, ***00", {12}),
        ("I wrote anna@example.com.Then I rang", "I wrote a***@e***.Then I rang", {2}),
        ("_anna@example.com_ rang", "_a***@e***_ rang", {2}),
        ("20000200@qq.com.他说", "2***@q***.他说", {7}),
        ("Li rang 62223333. Listen", "L*** rang ***33. Listen", {3}),
    ],
)
def test_a_contact_of_the_register_is_masked_with_the_name_beside_it(typed: str, written: str, cases: set[int]) -> None:
    assert _KNOWN.without(typed) == (written, frozenset(cases))


@pytest.mark.parametrize(
    "typed",
    [
        "host 192.168.10.20 since 2026-11-23 10:00",
        "vendor 400-800-1234, noc@vendor.example",
        "Anna Okafor rang",
        "ticket 9000123",
        "139 of 13900000 accounts",
        "13900000101",
        "wechat of lihua_888 or dawang",
        "order 12345678, order 2026 12345678",
        "order 87654321, order 4711-62223333",
        "order 00000100, ticket 2026-11-23-00000100",
    ],
)
def test_what_reaches_no_customer_of_the_register_stays(typed: str) -> None:
    assert _KNOWN.without(typed) == (typed, frozenset())


@pytest.mark.parametrize("date", ["2026-11-23", "2026/11/23", "2026.11.23", "2026–11–23"])
def test_a_date_is_never_taken_for_a_number(date: str) -> None:
    known = _contacts(Li="010-20261123", Wu="231001780", Xu="20261123")

    assert known.without(f"{date} 1001780 accounts") == (f"{date} 1001780 accounts", frozenset())


_WORD = st.one_of(
    st.text("abcdefghijklmnop，。（）催办来电客户", min_size=1, max_size=8),
    st.sampled_from(["3", "3次", "（2次）", "10:00", "23:59", "11/23", "2026-11-23", "2026–11–23", "#7", "a@b", "5%"]),
)
_CONTACTS = {
    "13800138000@139.com": ["13800138000@139.com", "13800138000", "138 0013 8000", "１３８００１３８０００"],
    "2839485721@qq.com": ["2839485721@qq.com", "2839485721", "2839485721@QQ.com"],
    "+86 13700137000": ["13700137000", "137–0013–7000", "137-0013-7000", "013700137000"],
    "13600136000": ["13600136000", "136 00136 000"],
    "anna.okafor@example.com": ["anna.okafor@example.com"],
    "wx_13500135000": ["wx_13500135000"],
}


@given(st.lists(_WORD, max_size=8))
def test_words_without_a_contact_come_out_as_they_are(words: list[str]) -> None:
    text = " ".join(words)

    assert Contacts(enumerate(map(_at, _CONTACTS))).without(text) == (text, frozenset())


@given(st.lists(st.tuples(_WORD, st.sampled_from([each for forms in _CONTACTS.values() for each in forms]))), _WORD)
def test_of_words_with_contacts_among_them_the_words_stay_and_the_contacts_do_not(
    parts: list[tuple[str, str]], last: str
) -> None:
    text = " ".join([*(f"{word} {contact}" for word, contact in parts), last])
    shown = " ".join([*(f"{word} {masked_contact(contact)}" for word, contact in parts), last])

    assert Contacts(enumerate(map(_at, _CONTACTS))).without(text)[0] == shown
