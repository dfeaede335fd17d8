"""What it is called that the clock `restore` waits for: service is restored, complaints are handled, data is secured.

Apart from the clocks, because documents say it too. A family of the team's own is back to normal.
"""

from __future__ import annotations

from typing import Final

from incident.i18n import N_, _

__all__ = ["end_due", "end_late", "end_word"]

_OUTAGE: Final = "service-outage"
_WORDS: Final = {
    _OUTAGE: N_("service restored"),
    "complaint-surge": N_("complaints handled"),
    "data-security": N_("data secured"),
    "site-emergency": N_("site safe, customers served"),
    "policy-change": N_("questions back to normal"),
}
_DUES: Final = {
    _OUTAGE: N_("RESTORE IN {left}"),
    "complaint-surge": N_("HANDLE IN {left}"),
    "data-security": N_("SECURE IN {left}"),
    "site-emergency": N_("MAKE SAFE IN {left}"),
}
_LATES: Final = {
    _OUTAGE: N_("RESTORE LATE {left}"),
    "complaint-surge": N_("HANDLE LATE {left}"),
    "data-security": N_("SECURE LATE {left}"),
    "site-emergency": N_("MAKE SAFE LATE {left}"),
}
_NORMAL: Final = N_("back to normal")
_SETTLE: Final = N_("SETTLE IN {left}")
_SETTLE_LATE: Final = N_("SETTLE LATE {left}")


def end_word(family: str) -> str:
    """The state that ends the work on an event of that family."""
    return _(_WORDS.get(family, _NORMAL))


def end_due(family: str) -> str:
    """How a header says in which time it is due; has the place `{left}`."""
    return _(_DUES.get(family, _SETTLE))


def end_late(family: str) -> str:
    """How a header says that it is late; has the place `{left}`."""
    return _(_LATES.get(family, _SETTLE_LATE))
