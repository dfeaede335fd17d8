"""`incident triage`: the tier that the facts demand, the lines that decide, and what is still to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.cli.arguments import json_output
from incident.cli.facts import read_facts
from incident.cli.output import print_data, print_json
from incident.cli.parameters import FACT
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.grading.triage import Grading, TriageLine, grade
from incident.domain.runbooks.conditions import Situation, facts_of
from incident.i18n import N_, _
from incident.wording.cells import hanging, pad, wrap
from incident.wording.conditions import condition_phrase, condition_words
from incident.wording.facts import unknown_word
from incident.wording.tiers import tier_phrase, tier_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.domain.runbooks.conditions import Value
    from incident.wording.speech import Speech

__all__ = ["triage"]

_SHAPE = (
    "{version, runbook, tier, doubtful, could_be, lines: [{tier, condition, words, holds, decides}], "
    "unknown: [{fact, question}]}"
)


@command("triage", json_shape=_SHAPE)
@argument("RUNBOOK")
@argument("[NAME=VALUE]...", "bare", type=FACT, nargs=-1)
@option("--fact", "typed", type=FACT, metavar="NAME=VALUE", multiple=True, help=N_("A fact; may be given often."))
@json_output
@pass_session
def triage(
    session: Session,
    *,
    runbook: str,
    bare: tuple[tuple[str, str], ...],
    typed: tuple[tuple[str, str], ...],
    as_json: bool,
) -> None:
    """Grade and explain; nothing is recorded."""
    session.proposed = bundle = session.services.library.bundle(runbook)
    now = session.now()
    facts = read_facts(session, bundle.runbook.facts, (*bare, *typed), now)
    grading = grade(bundle.runbook, Situation(facts=facts, tier=None, now=now))
    unknown = _unknown(grading, facts)
    speech = session.speech(bundle)
    if as_json:
        print_json(_shape(bundle.runbook.id, grading, unknown, speech))
    else:
        print_data("\n".join(_lines(grading, unknown, speech, session.width)))


def _unknown(grading: Grading, facts: Mapping[str, Value]) -> list[str]:
    """The facts that would answer an open line and were not stated, in the order of the lines.

    What nobody knows was stated too: there is nothing more to ask.
    """
    wanted: dict[str, None] = {}
    for line in grading.lines:
        if line.holds is None:
            wanted |= dict.fromkeys(sorted(facts_of(line.condition)))
    return [fact for fact in wanted if fact not in facts]


def _lines(grading: Grading, unknown: list[str], speech: Speech, width: int) -> list[str]:
    lines = _verdict(grading, unknown, width)
    if grading.is_doubtful:
        lines.append(_("One tier up, because a graver line cannot be answered yet."))
    lines += [
        "",
        _("By tier, what it takes, and whether that is met:"),
        *(each for line in grading.lines for each in _line(line, grading, speech, width)),
    ]
    if unknown:
        lines += ["", _("Still to be asked:"), *(f"  {pad(fact, 20)} {speech.fact(fact)}" for fact in unknown)]
    return lines


def _verdict(grading: Grading, unknown: list[str], width: int) -> list[str]:
    """The tier; one that can still be graver is never said as if it were final."""
    wanted = {fact for line in grading.open_lines for fact in facts_of(line.condition)}
    if wanted.isdisjoint(unknown):
        return [tier_word(grading.tier)]
    said = _("It can still be {tier}: state {facts}. What nobody knows, state as 'unknown'; in doubt go up.").format(
        tier=tier_phrase(grading.worst), facts=_(", ").join(fact for fact in unknown if fact in wanted)
    )
    return [_("NOT FINAL, so far {tier}").format(tier=tier_word(grading.tier)), *wrap(said, width)]


def _line(line: TriageLine, grading: Grading, speech: Speech, width: int) -> list[str]:
    held = {True: _("met"), False: _("not met"), None: unknown_word()}[line.holds]
    mark = ">" if line in grading.deciding else " "
    lead = f"{mark} {int(line.tier)}  {pad(held, 10)} "
    return hanging(lead, condition_phrase(line.condition, speech), width)


def _shape(runbook: str, grading: Grading, unknown: list[str], speech: Speech) -> dict[str, object]:
    return {
        "runbook": runbook,
        "tier": int(grading.tier),
        "doubtful": grading.is_doubtful,
        "could_be": int(grading.worst),
        "lines": [
            {
                "tier": int(line.tier),
                "condition": condition_words(line.condition, speech),
                "words": condition_phrase(line.condition, speech),
                "holds": line.holds,
                "decides": line in grading.deciding,
            }
            for line in grading.lines
        ],
        "unknown": [{"fact": fact, "question": speech.fact(fact)} for fact in unknown],
    }
