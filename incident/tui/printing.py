"""What `x` writes to a file: the whole list with boxes and blanks, or a screen as text.

Apart from the screens, because it alone writes files that people keep.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from incident.adapters.reports.paper.sheet import paper
from incident.adapters.reports.paper.text import render_text
from incident.i18n import _
from incident.walk.moment import Walk
from incident.wording.safe import clean_line
from incident.wording.tiers import mode_of_incident, tier_word

__all__ = ["checklist_on_paper", "write"]

FOLDER: Final = "paper"


def checklist_on_paper(walk: Walk) -> str:
    """The steps of the tier with their boxes, and above them how the incident stands."""
    incident, bundle = walk.incident, walk.incident.bundle
    if bundle is None:
        return ""
    title = clean_line(f"{incident.id} {incident.title}")
    done = _(", ").join(item.number for item in walk.checklist.items if item.is_complete and item.number) or "-"
    rows = (
        f"{title}  {tier_word(incident.tier)}  {mode_of_incident(incident.mode)}",
        _("As of {time}. Done: {steps}").format(time=walk.speech.moment(walk.now), steps=done),
        "",
        render_text(paper(bundle, incident.tier)),
    )
    return "\n".join(rows)


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
