"""The workspace of the demonstration: a night shift of three, whose messages go to this machine and no further."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Final

from incident.demo.script import SCRIPTS, STAFF, TURNS

__all__ = ["write_workspace"]

ZONE = "Asia/Shanghai"
HAND_OVER = "08:00"
CONTACT = {"en": "service desk, extension 1120", "zh-CN": "服务台 8-1120"}

OUTSIDE: Final = (
    "authority",
    "police",
    "clients",
    "vendor",
    "recipients",
    "complainants",
    "late-complainants",
    "representatives",
    "visitors",
    "editor",
    "record-customers",
    "charged-customers",
)
"""Whom the shipped runbooks tell, beside customers and the media."""


def write_workspace(
    folder: Path, language: str, login: str, *, hook_url: str, mail_port: int, since: date | None = None
) -> None:
    """Write the three files, and the secret that they refer to, into the folder.

    `since`: the day on which the shift came on duty; without it the workspace has no rota.
    """
    (folder / "hook-url").write_text(hook_url, encoding="utf-8")
    documents = {
        "incident.yaml": _settings(language),
        "people.yaml": {"format": "people/1", "people": _people(language, login)} | _rota(since),
        "targets.yaml": {
            "format": "targets/1",
            "targets": _targets(mail_port),
            "audiences": _audiences(language),
        },
    }
    for name, document in documents.items():  # JSON is YAML too, and needs no library
        (folder / name).write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")


def _settings(language: str) -> dict[str, object]:
    return {
        "format": "workspace/1",
        "name": "demo",
        "language": language,
        "zone": ZONE,
        "public_contact": CONTACT[language],
        "sandbox": True,
    }


def _targets(mail_port: int) -> dict[str, object]:
    server = {"host": "127.0.0.1", "port": mail_port, "security": "none", "sender": "incident@demo.example"}
    return {"chat": {"kind": "apprise", "secret": "file:hook-url"}, "mail": {"kind": "smtp", "options": server}}


def _people(language: str, login: str) -> dict[str, object]:
    roles: dict[str, list[str]] = {}
    for role, person in STAFF.items():
        roles.setdefault(person, []).append(role)
    for role, turns in TURNS.items():
        for person in turns:
            if role not in roles[person]:
                roles[person].append(role)
    script = SCRIPTS[language]
    return {
        person: {
            "name": name,
            "logins": [login] if person == STAFF["commander"] else [],
            "roles": roles[person],
            "reach": [{"target": "mail", "address": f"{person}@demo.example"}],
        }
        for person, name in script.names.items()
    }


def _rota(since: date | None) -> dict[str, object]:
    """Who is on duty for the roles that an incident cannot do without, a week each."""
    if since is None:
        return {}
    turn = {"start": since.isoformat(), "hand_over": HAND_OVER}
    return {"rota": {role: {"layers": [{"name": "first", "people": turns, **turn}]} for role, turns in TURNS.items()}}


def _audiences(language: str) -> dict[str, object]:
    other = "zh-CN" if language == "en" else "en"
    return {
        "customers": {
            "external": True,
            "who": [
                {"target": "chat", "name": "status-page"},
                {"target": "mail", "address": "customers@demo.example", "language": other, "name": "customers"},
            ],
        },
        "agents": {"who": [{"target": "chat", "name": "agents"}]},
        "executives": {"who": [{"target": "mail", "address": "board@demo.example", "name": "executives"}]},
        "media": _outside("press", "media"),
        **{audience: _outside(audience, audience) for audience in OUTSIDE},
    }


def _outside(mailbox: str, name: str) -> dict[str, object]:
    """Somebody who is not of the team, by mail."""
    return {"external": True, "who": [{"target": "mail", "address": f"{mailbox}@demo.example", "name": name}]}
