"""The files of a small workspace, and how the tests of this folder change them and find a place in them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

SETTINGS = """\
format: workspace/1
name: Night desk
language: en
zone: Europe/Berlin
public_contact: service@example.org
"""
PEOPLE = """\
format: people/1
people:
  mara:
    name: Mara Weiss
    logins: [mara]
    roles: [commander, scribe]
    reach: [{target: drill, address: mara@example.org}, {target: mail, address: mara@example.org}]
  bo: {name: 阿波, language: zh-CN, logins: [bo, abo], roles: [technical], reach: [{target: chat}]}
  ana: {name: Ana}
"""
NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
TARGETS = """\
format: targets/1
targets:
  mail: {kind: smtp, secret: env:MAIL_PASSWORD, options: {host: mail.example.org, port: 587, sender: i@example.org}}
  chat: {kind: apprise, secret: file:secrets/chat, on_unknown: repeat}
  drill: {kind: smtp, exercise: true, options: {host: localhost, sender: x@example.org}}
audiences:
  customers:
    external: true
    who:
      - {target: mail, address: list@example.org, language: zh-CN, name: Customers}
      - {target: drill, address: drill@example.org}
  agents: {who: [{target: chat, name: Agents}, {person: bo}]}
  executives: {who: [{role: commander}, {person: mara}, {person: ana}]}
"""


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def place(path: Path, words: str) -> tuple[int, int]:
    before = path.read_text("utf-8").partition(words)[0]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
