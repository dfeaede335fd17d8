"""Holds the languages of one scenario to one structure: words may differ, what happens may not.

Apart from the compiler of one language, which cannot know of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.adapters.documents.scenarios.compiler import Compiled
    from incident.application.errors import Problem

__all__ = ["differences"]

_HEADER: Final = ("revision", "family", "runbook", "tier", "length", "artificialities")


def differences(first: Compiled, second: Compiled) -> Iterator[Problem]:
    """Where the second language plays something else than the first."""
    one, other = first.scenario, second.scenario
    for name in _HEADER:
        if getattr(one, name) != getattr(other, name):
            yield _differs(second, first, name)
    for name, key in (("objectives", "objectives"), ("tasks", "tasks"), ("injects", "injects")):
        ours = {each.id: each for each in getattr(one, name)}
        theirs = {each.id: each for each in getattr(other, name)}
        for index, (id_, each) in enumerate(theirs.items()):
            if ours.get(id_) != each:
                yield _differs(second, first, key, index if key == "injects" else id_, said=id_)
        for id_ in ours.keys() - theirs.keys():
            yield _differs(second, first, key, said=id_)
    for key in first.words.keys() ^ second.words.keys():
        if not key.startswith("inject."):
            yield _differs(second, first, key.partition(".")[0], said=key)
            continue
        yield _differs(second, first, "injects", said=key)


def _differs(second: Compiled, first: Compiled, *path: str | int, said: str = "") -> Problem:
    place = second.place
    for step in path:
        place = place / step
    words = _("'{name}' differs from {other}.").format(name=said or path[0], other=first.place.file)
    return problem(place, "SC013", words, _("Give both languages the same ids, times, roles and rules."))
