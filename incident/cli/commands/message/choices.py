"""Audiences and templates that a message can be made of: what was typed, or a list of what there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from incident.application.errors import NotFound
from incident.i18n import _
from incident.wording.cells import pad

if TYPE_CHECKING:
    from incident.cli.session import Session
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["chosen_words"]

_COLUMN = 20


def chosen_words(session: Session, incident_id: str, audience: str | None, template: str | None) -> tuple[str, str]:
    """Both, as the runbook knows them.

    Raises:
        click.UsageError: one of them was not said; the sentence lists what there is.
        NotFound: one of them is not there; `known` lists what there is.
    """
    bundle = session.load(incident_id).bundle
    audiences = _audiences(session, bundle) if bundle else {}
    templates = _templates(session, bundle) if bundle else {}
    if audience is None or template is None:
        raise click.UsageError("\n".join(_both(audiences, templates)))
    if bundle is not None:
        _among("audience", audience, audiences)
        _among("template", template, templates)
    return audience, template


def _among(kind: str, typed: str, known: dict[str, str]) -> None:
    if typed not in known:
        raise NotFound(kind=kind, name=typed, known=tuple(_listed(known)))


def _both(audiences: dict[str, str], templates: dict[str, str]) -> Iterator[str]:
    yield _("Say to whom and which text: AUDIENCE TEMPLATE.")
    yield _("Audiences:")
    yield from (f"  {line}" for line in _listed(audiences))
    yield _("Templates:")
    yield from (f"  {line}" for line in _listed(templates))


def _listed(known: dict[str, str]) -> Iterable[str]:
    return (f"{pad(each, _COLUMN)}  {words}" for each, words in known.items())


def _audiences(session: Session, bundle: Bundle) -> dict[str, str]:
    speech = session.speech(bundle)
    used = sorted({step.audience for step in bundle.runbook.steps() if step.audience})
    return {audience: speech.audience(audience) for audience in used}


def _templates(session: Session, bundle: Bundle) -> dict[str, str]:
    speech = session.speech(bundle)
    keys = {key for words in bundle.words.values() for key in words}
    ids = sorted(key.split(".")[1] for key in keys if key.startswith("template.") and key.endswith(".title"))
    return {template: speech.text(f"template.{template}.title") for template in ids}
