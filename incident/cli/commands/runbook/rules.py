"""`incident runbook rules`: what the ids mean that the check prints."""

from __future__ import annotations

from typing import Final

import click

from incident.cli.arguments import json_output
from incident.cli.click_words import metavar_words
from incident.cli.nearest import did_you_mean
from incident.cli.output import print_data, print_json
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command
from incident.i18n import _
from incident.wording.cells import hanging
from incident.wording.rules import RULES, rule_words
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row

__all__ = ["rules"]

_SHAPE: Final = "{version, rules: [{id, words}]}"


@command("rules", json_shape=_SHAPE)
@argument("[RULE...]", "wanted", nargs=-1)
@json_output
@pass_session
def rules(session: Session, *, wanted: tuple[str, ...], as_json: bool) -> None:
    """Print those that are named, or all of them."""
    named = [_known(each) for each in wanted] or list(RULES)
    if as_json:
        print_json({"rules": [{"id": each, "words": rule_words(each)} for each in named]})
    else:
        print_data("\n".join(row for each in named for row in hanging(f"{each}  ", rule_words(each), session.width)))


def _known(typed: str) -> str:
    rule = typed.strip().upper()
    if rule not in RULES:
        said = _("There is no rule '{rule}'.").format(rule=clean_line(typed))
        raise click.BadParameter(in_a_row(said, did_you_mean(rule, RULES)), param_hint=metavar_words("RULE"))
    return rule
