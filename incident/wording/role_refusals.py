"""Why the rules say no to who is to hold a role, and to who is to have command, as a sentence.

Apart from the other refusals, which are spoken in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incident.domain.refusals import Refusal, RefusalCode
from incident.i18n import N_

__all__ = ["ROLE_SENTENCES", "ROLE_WITHOUT"]

ROLE_SENTENCES: Final[Mapping[RefusalCode, str]] = {
    Refusal.ROLE_UNKNOWN: N_("The runbook has no role '{role}'. Look at the runbook for its roles."),
    Refusal.ROLE_EMPTY: N_("Nobody holds the role '{role}'. Give it to somebody first."),
    Refusal.ROLE_HELD: N_("{person} already holds the role '{role}'. Nothing has to be changed."),
    Refusal.ROLES_NEVER_COMBINE: N_(
        "{person} holds the role '{other}', which never goes together with '{role}', and so do not: {roles}. "
        "Give these to somebody else, or let nobody hold them for now."
    ),
    Refusal.COMMAND_IS_TAKEN: N_(
        "Command is not given away: {person} has it until somebody else takes it, with the phrase. "
        "Offer a hand-over, then they take command."
    ),
    Refusal.COMMAND_NOT_OFFERED: N_(
        "{person} is {role} and has not offered it to you. Ask for a hand-over, or take command with a reason."
    ),
}
ROLE_WITHOUT: Final[Mapping[RefusalCode, tuple[str, str]]] = {
    Refusal.ROLES_NEVER_COMBINE: (
        "roles",
        N_(
            "{person} holds the role '{other}', which never goes together with '{role}'. "
            "Give one of them to somebody else, or let nobody hold it for now."
        ),
    ),
}
"""What is said instead where a field is empty."""
