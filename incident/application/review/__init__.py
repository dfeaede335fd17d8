"""The after-action review: what the log says of an incident that is over, or of one that still runs.

A pure function of the log and of the ledger of deliveries. It carries ids and
numbers, never sentences: reports word it in the reader's language.
"""

from __future__ import annotations

from incident.application.review.assemble import assemble_review, load_review
from incident.application.review.model import Review
from incident.application.review.plain import review_as_json

__all__ = ["Review", "assemble_review", "load_review", "review_as_json"]
