"""What `x` writes to a file: the whole list with boxes and blanks, or a screen as text.

Apart from the screens, because it alone writes files that people keep.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from incident.adapters.reports.paper.sheet import paper
from incident.adapters.reports.paper.text import render_text
from incident.domain.incident import StepState
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.safe import clean_line
from incident.wording.tiers import mode_of_incident, tier_word
from incident.wording.titles import title_of

__all__ = ["checklist_on_paper", "write"]

FOLDER: Final = "paper"


def checklist_on_paper(walk: Walk) -> str:
    """The steps of the tier with their boxes, and above them how the incident stands."""
    incident, bundle = walk.incident, walk.incident.bundle
    if bundle is None:
        return ""
    title = clean_line(f"{incident.id} {title_of(incident)}")
    ruled_out = _numbers(walk.checklist.in_state(StepState.NOT_APPLICABLE))
    done = _numbers(i for i in walk.checklist.items if i.is_complete and i.state is not StepState.NOT_APPLICABLE)
    rows = (
        f"{title}  {tier_word(incident.tier)}  {mode_of_incident(incident.mode)}",
        _("As of {time}. Done: {steps}").format(time=walk.speech.moment(walk.now), steps=done or "-"),
        *([_("Not applicable: {steps}").format(steps=ruled_out)] if ruled_out else []),
        _("What is ticked here comes back by {key}: 3-7 02:10.").format(key=key_of("walk.paper", "X")),
        "",
        render_text(paper(bundle, incident.tier)),
    )
    return "\n".join(rows)


def _numbers(items: Iterable[Item]) -> str:
    return _(", ").join(item.number for item in items if item.number)


def write(root: str, name: str, text: str) -> Path:
    """Write it into the folder of the workspace; only its owner may read it.

    Raises:
        OSError: it cannot be written.
    """
    folder = Path(root) / FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.txt"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text.rstrip("\n") + "\n")
    return path
