"""Handing work over to another person, and taking command."""

from __future__ import annotations

from incident.domain.frozen import Frozen

__all__ = ["AcceptHandover", "OfferHandover", "ReadBackHandover", "TakeCommand", "WithdrawHandover"]


class OfferHandover(Frozen):
    """Offer everything that you carry to a person."""

    by: str
    to: str
    worry: str
    half_decided: str = ""
    half_typed: str = ""
    """A note that they began and left; it stands with what is half decided."""


class ReadBackHandover(Frozen):
    """Say in your own words what comes."""

    by: str
    handover: str
    next_action: str
    can_hurt: str
    due_next: str


class AcceptHandover(Frozen):
    """Carry these things from now on; none named: everything but command."""

    by: str
    handover: str
    items: tuple[str, ...] = ()


class WithdrawHandover(Frozen):
    """Call it off, or decline it; what was accepted stays accepted."""

    by: str
    handover: str
    because: str = ""


class TakeCommand(Frozen):
    """Take command for yourself: as it was offered to you, or with a reason."""

    by: str
    because: str = ""
    person: str = ""
    """Who takes it by phone, where whoever has it enters that; else ''."""
