"""`incident evidence`: files that are kept as proof, who holds each, and what takes them out of the log again."""

from __future__ import annotations

from incident.cli.commands.evidence.adding import add
from incident.cli.commands.evidence.custody import accept, decline, transfer
from incident.cli.commands.evidence.exporting import export, verify_export
from incident.cli.commands.evidence.getting import get
from incident.cli.commands.evidence.holding import hold, lift
from incident.cli.commands.evidence.listing import list_evidence, show
from incident.cli.spoken import Group

__all__ = ["evidence"]

evidence = Group("evidence")

for _each in (add, list_evidence, show, get, transfer, accept, decline, export, verify_export, hold, lift):
    evidence.add_command(_each)
