"""Whether the triggers and functions of a PostgreSQL database are on, and say what the migrations made them say."""

from __future__ import annotations

import re
from pathlib import Path

from incident.adapters.storage.database import Guards, Session
from incident.adapters.storage.migrations import had_migrations, migrations

__all__ = ["standing_guards"]

_CONSTRAINTS = Path(__file__).with_name("constraints.txt")
"""Table and name of each, as PostgreSQL names what the migrations leave unnamed, and what it says; columns that are
never null. A test holds it to a new database."""
_FUNCTION = re.compile(r"^CREATE FUNCTION (\w+)\([^)]*\).*?\$\$(.*?)\$\$;$", re.MULTILINE | re.DOTALL)
_SECURED = re.compile(r"^CREATE POLICY need_to_know ON (\w+)", re.MULTILINE)
_TRIGGER = re.compile(r"^CREATE (?:CONSTRAINT )?TRIGGER (\w+).*?EXECUTE FUNCTION (\w+)\(\);$", re.MULTILINE | re.DOTALL)


def standing_guards(session: Session) -> Guards:
    """All that must be there, False if it is gone, off or altered; triggers, rules and constraints that nobody built.

    What a later migration brings is not missed before it, and constraints are known as the last one leaves them; what
    guards the tables of a newer program, this one cannot say.
    """
    scripts = had_migrations("postgres", session.one("controls"))
    if scripts is None:
        return Guards(standing={}, strangers=())
    is_newest = len(scripts) == len(list(migrations("postgres")))
    script = "\n".join(scripts)
    sources = {match[1]: match[2] for match in _FUNCTION.finditer(script)}
    built = {match[1]: (True, _plain(match[0]), sources[match[2]]) for match in _TRIGGER.finditer(script)}
    triggers = session.all("triggers")
    secured: dict[str, bool] = dict(session.all("row-security"))
    standing = {(on, _plain(text), source) for _, on, text, source in triggers}
    ours = {text for _, text, _ in built.values()}
    functions: dict[str, str] = dict(session.all("functions"))
    called = sources.keys() - {function for _, function in _TRIGGER.findall(script)}
    openings = [name for (name,) in session.all("openings")]
    constraints, added = _constraints(session) if is_newest else ({}, [])
    rules = [name for (name,) in session.all("rules")]
    return Guards(
        standing={name: text in standing for name, text in built.items()}
        | {f"{name}()": functions.get(name) == sources[name] for name in called}
        | {f"need_to_know ON {table}": secured.get(table, False) for table in _SECURED.findall(script)}
        | constraints,
        strangers=sorted(
            [*rules, *openings, *added, *(name for name, _, text, _ in triggers if _plain(text) not in ours)]
        ),
    )


def _constraints(session: Session) -> tuple[dict[str, bool], list[str]]:
    """Those that must be there, False if one says something else; and those that nobody built."""
    said: dict[str, str] = dict(session.all("constraints"))
    standing = {f"{name} {text}" for name, text in said.items()}
    expected = _CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    ours = {name for name in said if any(line.startswith(f"{name} ") for line in expected)}
    added = [f"{name} {text}" for name, text in said.items() if name not in ours]
    return {line: line in standing for line in expected}, added


def _plain(definition: str) -> str:
    """A trigger's definition on one line, without the schema that PostgreSQL adds."""
    return re.sub(r"\s+", " ", re.sub(r"\b(ON|FUNCTION) \w+\.", r"\1 ", definition)).removesuffix(";")
