"""`# check: ignore RB014 (reason)`: one finding that the people who own a file have looked at and want to keep.

Apart from the rules, which do not know of it. It silences the named rules on one line: its own, or where it stands
alone the next line that says something; never a whole mapping, so that what is added later is told again. What keeps
a document from having a meaning is not advice, and is not silenced.

    RB034  an ignore without a reason, one that silences nothing, one that cannot be read
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from incident.adapters.documents.reading.comments import comments
from incident.adapters.documents.reading.findings import told_at
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from incident.adapters.documents.reading.nodes import Mark
    from incident.adapters.documents.reading.sources import Source
    from incident.application.errors import Problem

__all__ = ["silenced"]

IGNORED: Final = "ignored"
"""The severity of a finding that its file asks not to be told."""

_MARK: Final = re.compile(r"# *check:(?P<rest>.*)")
_IGNORE: Final = re.compile(
    r" *ignore +(?P<rules>[A-Z]{2}\d{3}(?:[, ，、]+[A-Z]{2}\d{3})*) *(?:[(（](?P<reason>.*)[)）])? *"
)


class _Ignore(NamedTuple):
    path: str
    at: Mark
    line: int
    """The line whose findings it silences."""
    rule: str


def silenced(sources: Iterable[Source], errors: Sequence[Problem], advice: Sequence[Problem]) -> Iterator[Problem]:
    """The advice, that of it which is ignored marked so, and what is wrong with the ignores themselves.

    Args:
        sources: the files that are checked.
        errors: what keeps them from having a meaning, which nobody can ignore.
        advice: what the rules found.
    """
    ignores: dict[tuple[str, int, str], _Ignore] = {}
    for source in sources:
        if b"check:" in source.data:
            for found in _ignores(source):
                if isinstance(found, _Ignore):
                    ignores[found.path, found.line, found.rule] = found
                else:
                    yield found
    met = {(each.path, each.line, each.rule) for each in advice}
    for each in advice:
        is_ignored = (each.path, each.line, each.rule) in ignores
        yield each.changed(severity=IGNORED) if is_ignored else each
    yield from _idle(ignores, met, errors)


def _idle(
    ignores: Mapping[tuple[str, int, str], _Ignore], met: set[tuple[str, int, str]], errors: Sequence[Problem]
) -> Iterator[Problem]:
    grave = {(each.path, each.line, each.rule) for each in errors}
    broken = {each.path for each in errors}
    for key, ignore in ignores.items():
        if key in grave:
            said = _("{rule} cannot be ignored: what it finds keeps the file from having a meaning.")
            yield told_at(ignore.path, ignore.at, "RB034", said.format(rule=ignore.rule))
        elif key not in met and ignore.path not in broken:  # not every rule is asked of what is broken
            said = _("There is no {rule} in line {line} to ignore.").format(rule=ignore.rule, line=ignore.line)
            yield told_at(ignore.path, ignore.at, "RB034", said, _("Delete the comment."), severity="warning")


def _ignores(source: Source) -> Iterator[_Ignore | Problem]:
    for comment in comments(source.data, _MARK):
        found = _IGNORE.fullmatch(comment.found["rest"])
        if found is None:
            said = _("This comment for the check cannot be read.")
            yield told_at(source.name, comment.at, "RB034", said, _("Write # check: ignore RB014 (the reason)."))
        elif not (found["reason"] or "").strip():
            said = _("The ignore does not say why.")
            yield told_at(source.name, comment.at, "RB034", said, _("Write # check: ignore RB014 (the reason)."))
        else:
            for rule in re.findall(r"[A-Z]{2}\d{3}", found["rules"]):
                yield _Ignore(source.name, comment.at, comment.meant, rule)
