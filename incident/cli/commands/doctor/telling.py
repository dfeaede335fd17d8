"""What the doctor found, as a person wants to hear it: what stops tonight first, and what is true of many once.

Apart from the looking: `--detail` and `--json` tell every finding by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from incident.cli.commands.doctor.found import Finding
from incident.i18n import N_, _
from incident.wording.cells import hanging
from incident.wording.fields import say_list

__all__ = ["told"]

_SINGLE: Final = 2
"""So many of a kind are told one by one."""
_MANY: Final[Mapping[str, str]] = {
    "audience": N_("In {count} audiences nobody can be reached; write them into targets.yaml, audiences: {names}."),
    "role": N_("Nobody in people.yaml may fill {count} of the roles: {names}."),
    "stand-in": N_("{count} roles hang on one person at tier 1, and nobody can stand in: {names}."),
    "one-way": N_("Whoever may fill them can be reached in one way only; {count} roles: {names}."),
    "reach": N_("{count} people cannot be reached, as people.yaml gives no way: {names}."),
    "unreached": N_("The last test page reached {count} people on no way, and nothing has since: {names}."),
    "secret": N_("{count} targets cannot be used, as their secret is missing or of no use: {names}."),
    "untested": N_("{count} targets were never used: {names}. Send something to each in an exercise or a test."),
    "action-overdue": N_("{count} corrective actions are overdue: {names}. 'incident actions list' shows them."),
    "drill-overdue": N_("{count} exercises are overdue: {names}. 'incident drill plan show' has the plan."),
    "runbook": N_("{count} runbooks cannot be used: {names}. 'incident runbook check' says why."),
}
"""By check: what is said of many at once."""


def told(findings: Sequence[Finding], width: int, *, detail: bool) -> Iterator[str]:
    """The lines: what stops tonight, and under it what should be mended, each under its heading if there is any."""
    for heading, mark, grave in ((_("STOPS TONIGHT"), "!!", True), (_("TO BE MENDED"), " !", False)):
        found = [each for each in findings if each.grave is grave]
        if found:
            yield heading
        for words in (each.words for each in found) if detail else _summed(found):
            yield from hanging(f"{mark} ", words, width)


def _summed(found: Sequence[Finding]) -> Iterator[str]:
    """Each kind once, where it was met first."""
    kinds: dict[str, list[Finding]] = {}
    for each in found:
        kinds.setdefault(each.check, []).append(each)
    for check, same in kinds.items():
        names = [each.about for each in same if each.about]
        if check in _MANY and len(names) > _SINGLE:
            yield _(_MANY[check]).format(count=len(same), names=say_list(names))
        else:
            yield from (each.words for each in same)
