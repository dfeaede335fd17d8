"""Why a text waits for its approver though somebody approved it beforehand: that was another revision of it.

Apart from the directory, which knows what the policy allows, and not what it nearly allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from incident.application.ports import Directory
    from incident.domain.messages.preapproval import NightText
    from incident.domain.runbooks.runbook import Runbook

__all__ = ["of_another_revision"]


def of_another_revision(directory: Directory, runbook: Runbook, template: str, now: datetime) -> NightText | None:
    """What would let the text leave at this hour, had this revision of it been approved; None where nothing would."""
    if directory.preapproval(runbook, template, now) is not None:
        return None
    alike = (each for each in directory.night_texts() if (each.runbook, each.template) == (runbook.id, template))
    return next((each for each in alike if _lets(directory, runbook, each, now)), None)


def _lets(directory: Directory, runbook: Runbook, text: NightText, now: datetime) -> bool:
    return directory.preapproval(runbook.changed(revision=text.revision), text.template, now) is not None
