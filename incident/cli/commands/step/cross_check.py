"""Checking alone: nobody else is there, so the object of the step is typed out instead (reference/UX.md rule 19).

Apart from `step`, which asks for it and need not know how titles are written in each language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from incident.i18n import _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.cli.session import Session

__all__ = ["typed_object"]


def typed_object(session: Session, incident_id: str, step: str, typed: str) -> bool:
    """True, if the words are what stands before the colon of the step's title, in any of its languages.

    Raises:
        click.BadParameter: they are not.
    """
    bundle = session.load(incident_id).bundle
    titles = [words.get(f"step.{step}.title", "") for words in bundle.words.values()] if bundle else []
    objects = [clean_line(title.replace("：", ":").partition(":")[0]) for title in titles]
    if typed.strip().casefold() not in {each.casefold() for each in objects if each}:
        raise click.BadParameter(
            _("These are not the words before the colon of the step's title."), param_hint="--alone"
        )
    return True
