"""What `incident doctor` says of the night policy: texts that somebody approved, and that would wait all the same.

Apart from the other findings: a revision of a runbook takes its texts from the policy, and nobody notices before the
night in which one is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from incident.cli.commands.doctor.found import Finding
from incident.i18n import _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.domain.messages.preapproval import NightText
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["stale_texts"]


def stale_texts(texts: Sequence[NightText], bundles: Mapping[str, Bundle]) -> Iterator[Finding]:
    """Each text that the policy names, and that does not stand so in its runbook."""
    for each in texts:
        why = _why(each, bundles.get(each.runbook))
        if why:
            said = _("By night the text '{template}' of '{runbook}' waits for its approver: {why}")
            words = said.format(template=clean_line(each.template), runbook=clean_line(each.runbook), why=why)
            yield Finding(check="night", words=words, grave=False, about=each.template)


def _why(text: NightText, bundle: Bundle | None) -> str:
    if bundle is None:
        return _("there is no such runbook.")
    if not any(f"template.{text.template}.title" in words for words in bundle.words.values()):
        return _("the runbook has no such text.")
    if bundle.runbook.revision == text.revision:
        return ""
    said = _("revision {approved} was approved, and the runbook is at {now}. Approve that in incident.yaml.")
    return said.format(approved=text.revision, now=bundle.runbook.revision)
