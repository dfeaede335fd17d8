"""`incident runbook diff`: what another revision says otherwise, or what a graver tier adds."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from incident.cli.arguments import json_output
from incident.cli.output import print_data, print_json, say
from incident.cli.parameters import TIER
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.frozen import Frozen
from incident.i18n import N_, _
from incident.wording.cells import wrap
from incident.wording.plan_changes import Change, ChangedField, How, changes
from incident.wording.plan_sheet import sheet
from incident.wording.plan_words import field_word, how_word, part_word
from incident.wording.safe import clean_line
from incident.wording.tiers import tier_phrase

if TYPE_CHECKING:
    from incident.cli.wiring import Runbooks
    from incident.domain.runbook import Bundle
    from incident.domain.tiers import Tier

__all__ = ["diff"]

_SHAPE: Final = (
    "{version, old: {id, revision, tier}, new: {id, revision, tier}, "
    "changes: [{how, part, id, title, place, fields: [{name, old, new}]}]}"
)


class _Side(Frozen):
    """One of the two that are compared."""

    bundle: Bundle
    called: str
    """What tells it from the other."""
    tier: Tier | None


@command("diff", json_shape=_SHAPE)
@argument("RUNBOOK", "old")
@argument("[RUNBOOK]", "new", required=False)
@option("--against", metavar="FILE", help=N_("Compare with what stood in this file before."))
@option(
    "--tier",
    "tiers",
    type=TIER,
    metavar="1|2|3",
    multiple=True,
    help=N_("Only what this tier says; given twice: what the second says otherwise than the first."),
)
@json_output
@pass_session
def diff(
    session: Session, *, old: str, new: str | None, against: str | None, tiers: tuple[Tier, ...], as_json: bool
) -> None:
    """Print it part by part; one id alone is compared with the shipped one of that id."""
    before, after = _sides(session.wiring.runbooks(session.options), old, new, against, tiers)
    both = set(before.bundle.languages) & set(after.bundle.languages)
    found = changes(sheet(before.bundle, before.tier, both), sheet(after.bundle, after.tier, both))
    if as_json:
        shapes = {"old": _side_shape(before), "new": _side_shape(after)}
        print_json(shapes | {"changes": [_shape(change) for change in found]})
        return
    if not found:
        say(_("They say the same."))
        return
    print_data("\n".join(_lines(before, after, found, session.width)))


def _sides(
    library: Runbooks, old: str, new: str | None, against: str | None, tiers: tuple[Tier, ...]
) -> tuple[_Side, _Side]:
    if len(tiers) > 2:  # noqa: PLR2004  (old and new)
        raise click.BadParameter(_("Name two tiers at most: the old one, then the new one."), param_hint="--tier")
    if new is not None and against is not None:
        raise click.UsageError(_("Name a second runbook or --against, not both."))
    if len(tiers) > 1:
        if new is not None or against is not None:
            raise click.UsageError(_("Two tiers are compared within one runbook; name one runbook only."))
        bundle = _bundle(library, old)
        first, second = (_Side(bundle=bundle, called=tier_phrase(tier), tier=tier) for tier in tiers)
        return first, second
    tier = tiers[0] if tiers else None
    older, newer = _pair(library, old, new, against)
    return (
        _Side(bundle=older, called=_revision(older), tier=tier),
        _Side(bundle=newer, called=_revision(newer), tier=tier),
    )


def _pair(library: Runbooks, old: str, new: str | None, against: str | None) -> tuple[Bundle, Bundle]:
    if new is not None:
        return _bundle(library, old), _bundle(library, new)
    if against is not None:
        return library.in_file(_file(against)), _bundle(library, old)
    bundle = _bundle(library, old)
    if not library.is_shipped(bundle.runbook.id) or (not _is_file(old) and not library.is_own(old)):
        said = _(
            "'{name}' stands in one place only, so there is nothing to compare it with. Name another, or --against."
        )
        raise click.UsageError(said.format(name=clean_line(old)))
    return library.shipped(bundle.runbook.id), bundle


def _bundle(library: Runbooks, name: str) -> Bundle:
    return library.in_file(_file(name)) if _is_file(name) else library.bundle(name)


def _is_file(name: str) -> bool:
    return "/" in name or name.endswith((".yaml", ".yml")) or _file(name).is_file()


def _file(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:  # `~somebody`, whom this machine does not know
        return Path(name)


def _revision(bundle: Bundle) -> str:
    return _("revision {revision}").format(revision=bundle.runbook.revision)


def _lines(before: _Side, after: _Side, found: list[Change], width: int) -> Iterator[str]:
    ids = dict.fromkeys((before.bundle.runbook.id, after.bundle.runbook.id))
    yield _("{id}: {old} → {new}").format(id=" → ".join(ids), old=before.called, new=after.called)
    books = before.bundle.runbook, after.bundle.runbook
    if found and before.tier is after.tier and books[0].revision == books[1].revision:
        yield _("The revision is the same on both sides: raise 'revision:' in the newer one.")
    part = ""
    for change in found:
        if change.part != part:
            part = change.part
            yield f"\n{part_word(part)}"
        yield from _change(change, width)


def _change(change: Change, width: int) -> Iterator[str]:
    sign, word = how_word(change.how)
    is_bare = change.title in ("", change.id) or (change.part == "resource" and change.how is How.CHANGED)
    own = _("policy") if (change.part, change.id) == ("tier", "policy") else change.id
    name = own if is_bare else _("{id}: {title}").format(id=change.id, title=change.title)
    words = [clean_line(each) for each in (f"{sign} {word}", name)]
    if change.place and change.part == "step" and not change.fields:
        words.append(_("({place})").format(place=clean_line(change.place)))
    for number, line in enumerate(wrap(" ".join(filter(None, words)), width - 6)):
        yield ("  " if number == 0 else "      ") + line
    for each in change.fields:
        yield from _field(each, width)


def _field(each: ChangedField, width: int) -> Iterator[str]:
    name = field_word(each.name)
    if "\n" in each.old + each.new:
        yield f"      {clean_line(name)}"
        changed = (line for line in ndiff(each.old.splitlines(), each.new.splitlines()) if line[0] in "+-")
        yield from (f"        {line.rstrip()}" for line in changed)
        return
    nothing = _("nothing")
    said = _("{name}: {old} → {new}").format(name=name, old=each.old or nothing, new=each.new or nothing)
    yield from (f"      {line}" for line in wrap(clean_line(said), width - 6))


def _side_shape(side: _Side) -> dict[str, object]:
    book = side.bundle.runbook
    return {"id": book.id, "revision": book.revision, "tier": int(side.tier) if side.tier else None}


def _shape(change: Change) -> dict[str, object]:
    return {
        "how": change.how.value,
        "part": change.part,
        "id": change.id,
        "title": change.title,
        "place": change.place,
        "fields": [{"name": each.name, "old": each.old, "new": each.new} for each in change.fields],
    }
