"""The briefing of a hand-over as Markdown and as plain text.

It sets out what `wording.briefing` says and adds nothing. An exercise's briefing opens and closes with its mark.
"""

from __future__ import annotations

from incident.adapters.reports.document import Document, bullets, paragraph, part
from incident.adapters.reports.markdown import render_markdown
from incident.application.briefing import Briefing
from incident.domain.events import IncidentMode
from incident.domain.exercises.mark import MARK
from incident.i18n import _
from incident.wording.briefing import briefing_sections, briefing_title
from incident.wording.cells import hanging
from incident.wording.speech import Speech
from incident.wording.times import long_time

__all__ = ["briefing_as_markdown", "briefing_as_text"]


def briefing_as_markdown(briefing: Briefing, speech: Speech) -> str:
    """A page that can be printed, pasted or kept beside the record."""
    return render_markdown(
        Document(
            title=briefing_title(briefing),
            standing="",
            is_exercise=briefing.incident.mode is IncidentMode.EXERCISE,
            foot="",
            front=(paragraph(_as_of(briefing, speech)),),
            parts=tuple(
                part(section.title, (bullets([line.removeprefix("- ") for line in section.lines]),))
                for section in briefing_sections(briefing, speech)
            ),
        )
    )


def briefing_as_text(briefing: Briefing, speech: Speech, width: int) -> str:
    """The same for a terminal, no line longer than the width."""
    mark = [MARK] if briefing.incident.mode is IncidentMode.EXERCISE else []
    lines = [*mark, *hanging("", briefing_title(briefing), width), _as_of(briefing, speech)]
    for number, section in enumerate(briefing_sections(briefing, speech), start=1):
        lines += ["", f"{number} {section.title}"]
        lines += [row for line in section.lines for row in hanging("  ", line, width)]
    return "\n".join([*lines, *mark])


def _as_of(briefing: Briefing, speech: Speech) -> str:
    return _("Written from the record at {time}, entry {seq}").format(
        time=long_time(briefing.now, speech.zone), seq=briefing.incident.version
    )
