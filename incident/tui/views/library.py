"""The runbooks as rows, under the kind of event that they are for, and one of them to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from incident.adapters.reports.paper.sheet import Heading, Kind, Page, PaperPhase, PaperStep, paper
from incident.application.ports import Offer
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Bundle
from incident.i18n import _, in_each, ngettext
from incident.tui.views.lines import Line, beside, line, width_of, wrap
from incident.tui.views.matching import fits
from incident.wording.outlines import family_word, in_order, listed_title
from incident.wording.safe import clean_line

__all__ = ["Shelf", "reading_lines", "shelf_row", "shelf_rows"]

FAMILY_OF_BROKEN = "other"
MOST_LINES = 60
"""No text of a runbook is longer; what is would push everything else away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One row: a runbook, or the kind of event of those below it."""

    family: str
    offer: Offer | None = None


def shelf_rows(offers: Iterable[Offer], typed: str) -> Sequence[Shelf]:
    """The runbooks that fit what was typed, family by family."""
    found: dict[str, list[Offer]] = {}
    for offer in offers:
        if fits_offer(offer, typed):
            found.setdefault(_family(offer), []).append(offer)
    rows: list[Shelf] = []
    for family in in_order(found):
        rows.append(Shelf(family=family))
        rows.extend(Shelf(family=family, offer=offer) for offer in found[family])
    return rows


def shelf_row(row: Shelf, today: date, width: int) -> Line:
    """The kind of event; or title, revision, when it was checked, and what is wrong with it."""
    offer = row.offer
    if offer is None:
        return line(" ", (family_word(row.family), ".bright"))
    left = line("   ", offer_title(offer))
    return beside(left, line(_standing(offer, today), " "), width)


def offer_title(offer: Offer) -> str:
    """What it is called, or its id where its files say no runbook."""
    return (listed_title(offer.outline) if offer.outline else "") or clean_line(offer.id)


def fits_offer(offer: Offer, typed: str) -> bool:
    """Whether it is found by these words, in any of its languages."""
    titles = [words.get("title", "") for words in offer.outline.words.values()] if offer.outline else []
    return fits(typed, [*titles, offer.id, *in_each(family_word(_family(offer)))]) is not None


def _standing(offer: Offer, today: date) -> Line:
    outline = offer.outline
    if outline is None:
        count = max(1, len(offer.problems))
        return line((ngettext("{count} ERROR", "{count} ERRORS", count).format(count=count), ".wrong"))
    revision = _("r{revision}").format(revision=outline.revision)
    checked = _("checked {date}").format(date=outline.reviewed_on)
    parts = [line((f"{revision}  {checked}", ".muted"))]
    if outline.is_overdue(today):
        parts.insert(0, line((_("STALE"), ".wrong")))
    if offer.is_draft:
        parts.insert(0, line((_("draft"), ".waiting")))
    return line("  ").join(parts)


def _family(offer: Offer) -> str:
    return offer.outline.family if offer.outline else FAMILY_OF_BROKEN


def reading_lines(bundle: Bundle, tier: Tier, width: int) -> list[Line]:
    """One tier of a runbook to be read: when it is for, its clocks and roles, its steps, its references."""
    page = paper(bundle, tier)
    return [*_front(page, width), *(each for phase in page.phases for each in _phase(phase, width)), *_end(page, width)]


def _front(page: Page, width: int) -> Iterator[Line]:
    yield from _listed(_("DO NOW"), page.now, width)
    yield from _listed(_("USE IT WHEN"), page.applies, width)
    yield from _listed(_("CLOCKS"), [page.limits] if page.limits else [], width)
    yield from _listed(_("ROLES"), page.roles, width)
    yield from _listed(_("RESOURCES"), page.wants, width)


def _end(page: Page, width: int) -> Iterator[Line]:
    yield from _listed(_("MESSAGES"), [each.title for each in page.messages], width)
    yield from _listed(_("REFERENCES"), page.references, width)


def _listed(head: str, rows: Sequence[str], width: int) -> Iterator[Line]:
    if not rows:
        return
    yield line(" ", (head, ".bright"))
    for words in rows:
        yield from _wrapped(words, "   - ", width)
    yield line("")


def _phase(phase: PaperPhase, width: int) -> Iterator[Line]:
    if phase.begins:
        yield from _wrapped(phase.begins, " ", width, ".waiting")
    yield from _wrapped(phase.title, " ", width, ".bright")
    if phase.limit:
        yield from _wrapped(phase.limit, "   ", width, ".muted")
    for item in phase.items:
        yield from _step(item, width) if isinstance(item, PaperStep) else _branch(item, width)
    if phase.exit:
        yield from _wrapped(_("Over when: {words}").format(words=phase.exit), "   ", width, ".muted")
    yield line("")


def _branch(item: Heading, width: int) -> Iterator[Line]:
    yield from _wrapped(item.words, "   " + "  " * item.depth + ("> " if item.is_answer else ""), width, ".bright")


def _step(item: PaperStep, width: int) -> Iterator[Line]:
    indent = "   " + "  " * item.depth
    yield from _wrapped(item.title, f"{indent}{item.number}  ", width, ".bright")
    inner = indent + " " * (width_of(item.number) + 2)
    if item.tail:
        yield from _wrapped(item.tail, inner, width, ".muted")
    for row in item.rows:
        label = f"{row.label}  " if row.label else ""
        style = ".caution" if row.kind is Kind.CAUTION else ""
        yield from _wrapped(row.words, f"{inner}{label}", width, style)


def _wrapped(words: str, lead: str, width: int, style: str = "") -> Iterator[Line]:
    """The words behind their lead; following lines are set in as far."""
    indent = width_of(lead)
    for number, part in enumerate(wrap(words, max(20, width - indent - 1), MOST_LINES)):
        start = lead if number == 0 else " " * indent
        yield line((start, ".muted"), (part, style)) if style else line((start, ".muted"), part)
