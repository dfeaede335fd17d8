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
from incident.i18n import N_, NAMES, _
from incident.wording.cells import wrap
from incident.wording.plan_changes import Change, ChangedField, How, changes
from incident.wording.plan_sheet import sheet
from incident.wording.plan_words import field_word, how_word, in_language, part_word
from incident.wording.safe import clean_line
from incident.wording.tiers import tier_phrase

if TYPE_CHECKING:
    from incident.cli.wiring import Runbooks
    from incident.domain.grading.tiers import Tier
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["diff"]

_SHAPE: Final = (
    "{version, old: {id, revision, tier, languages}, new: {id, revision, tier, languages}, compared, "
    "changes: [{how, part, id, title, place, language, fields: [{name, language, old, new}]}]}"
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
@option(
    "--against",
    metavar="FILE",
    multiple=True,
    help=N_("Compare with what stood in this file before; give it once for each language."),
)
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
    session: Session, *, old: str, new: str | None, against: tuple[str, ...], tiers: tuple[Tier, ...], as_json: bool
) -> None:
    """Print it part by part, in every language that both have; an id alone is compared with the shipped one."""
    before, after = _sides(session.wiring.runbooks(session.options), old, new, against, tiers)
    both = [each for each in before.bundle.languages if each in after.bundle.languages]
    found = changes(sheet(before.bundle, before.tier, both), sheet(after.bundle, after.tier, both))
    if as_json:
        shapes = {"old": _side_shape(before), "new": _side_shape(after), "compared": both}
        print_json(shapes | {"changes": [_shape(change) for change in found]})
        return
    if found:
        print_data("\n".join(_Told(both, session.width).lines(before, after, found)))
    else:
        say(_("They say the same."))
    for sentence in _compared(before.bundle, after.bundle, both):
        say(sentence)


def _compared(old: Bundle, new: Bundle, both: list[str]) -> Iterator[str]:
    """Whose words were compared, and whose could not be."""
    if both:
        yield _("Compared in: {languages}.").format(languages=_named(both))
    else:
        yield _("They have no language in common: ids, limits and order were compared, and no words.")
    for side, said in (
        (old, _("Only the old side has {languages}: those words were not compared.")),
        (new, _("Only the new side has {languages}: those words were not compared.")),
    ):
        alone = [each for each in side.languages if each not in both]
        if alone:
            yield said.format(languages=_named(alone))


def _named(languages: list[str]) -> str:
    return _(", ").join(NAMES.get(each, each) for each in languages)


def _sides(
    library: Runbooks, old: str, new: str | None, against: tuple[str, ...], tiers: tuple[Tier, ...]
) -> tuple[_Side, _Side]:
    if len(tiers) > 2:  # noqa: PLR2004  (old and new)
        raise click.BadParameter(_("Name two tiers at most: the old one, then the new one."), param_hint="--tier")
    if new is not None and against:
        raise click.UsageError(_("Name a second runbook or --against, not both."))
    if len(tiers) > 1:
        if new is not None or against:
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


def _pair(library: Runbooks, old: str, new: str | None, against: tuple[str, ...]) -> tuple[Bundle, Bundle]:
    if new is not None:
        return _bundle(library, old), _bundle(library, new)
    if against:
        return library.in_files([_file(each) for each in against]), _bundle(library, old)
    bundle = _bundle(library, old)
    if not library.is_shipped(bundle.runbook.id) or (not _is_file(old) and not library.is_own(old)):
        said = _(
            "'{name}' stands in one place only, so there is nothing to compare it with. Name another, or --against."
        )
        raise click.UsageError(said.format(name=clean_line(old)))
    return library.shipped(bundle.runbook.id), bundle


def _bundle(library: Runbooks, name: str) -> Bundle:
    return library.in_files([_file(name)]) if _is_file(name) else library.bundle(name)


def _is_file(name: str) -> bool:
    return "/" in name or name.endswith((".yaml", ".yml")) or _file(name).is_file()


def _file(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:  # `~somebody`, whom this machine does not know
        return Path(name)


def _revision(bundle: Bundle) -> str:
    return _("revision {revision}").format(revision=bundle.runbook.revision)


class _Told:
    """Prints what was found; where several languages were compared, words say in which."""

    def __init__(self, languages: list[str], width: int) -> None:
        self._has_several = len(languages) > 1
        self._width = width

    def lines(self, before: _Side, after: _Side, found: list[Change]) -> Iterator[str]:
        """Every change below its heading."""
        ids = dict.fromkeys((before.bundle.runbook.id, after.bundle.runbook.id))
        yield _("{id}: {old} → {new}").format(id=" → ".join(ids), old=before.called, new=after.called)
        books = before.bundle.runbook, after.bundle.runbook
        if before.tier is after.tier and books[0].revision == books[1].revision:
            yield _("The revision is the same on both sides: raise 'revision:' in the newer one.")
        part = ""
        for change in found:
            if change.part != part:
                part = change.part
                yield f"\n{part_word(part)}"
            yield from self._change(change)

    def _change(self, change: Change) -> Iterator[str]:
        sign, word = how_word(change.how)
        is_bare = change.title in ("", change.id) or (change.part == "resource" and change.how is How.CHANGED)
        own = _("policy") if (change.part, change.id) == ("tier", "policy") else change.id
        name = own if is_bare else _("{id}: {title}").format(id=change.id, title=change.title)
        words = [clean_line(each) for each in (f"{sign} {word}", self._tagged(name, change.language))]
        if change.place and change.part == "step" and not change.fields:
            words.append(_("({place})").format(place=clean_line(change.place)))
        for number, line in enumerate(wrap(" ".join(filter(None, words)), self._width - 6)):
            yield ("  " if number == 0 else "      ") + line
        for each in change.fields:
            yield from self._field(each)

    def _field(self, each: ChangedField) -> Iterator[str]:
        name = self._tagged(field_word(each.name), each.language)
        if "\n" in each.old + each.new:
            yield f"      {clean_line(name)}"
            changed = (line for line in ndiff(each.old.splitlines(), each.new.splitlines()) if line[0] in "+-")
            yield from (f"        {line.rstrip()}" for line in changed)
            return
        nothing = _("nothing")
        said = _("{name}: {old} → {new}").format(name=name, old=each.old or nothing, new=each.new or nothing)
        yield from (f"      {line}" for line in wrap(clean_line(said), self._width - 6))

    def _tagged(self, words: str, language: str) -> str:
        return in_language(words, language) if language and self._has_several else words


def _side_shape(side: _Side) -> dict[str, object]:
    book = side.bundle.runbook
    return {
        "id": book.id,
        "revision": book.revision,
        "tier": int(side.tier) if side.tier else None,
        "languages": list(side.bundle.languages),
    }


def _shape(change: Change) -> dict[str, object]:
    return {
        "how": change.how.value,
        "part": change.part,
        "id": change.id,
        "title": change.title,
        "place": change.place,
        "language": change.language or None,
        "fields": [
            {"name": each.name, "language": each.language or None, "old": each.old, "new": each.new}
            for each in change.fields
        ],
    }
