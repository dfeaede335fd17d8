"""The night as a document without a form, in a language: what every form of the report is tested on."""

from __future__ import annotations

from incident import i18n
from incident.adapters.reports.document import Document
from incident.adapters.reports.report import after_action_report
from incident.application.review import assemble_review
from incident.wording.speech import Speech
from tests.application.stories import ledger, with_digests
from tests.bundles import a_bundle
from tests.domain.walks import Walk

__all__ = ["NAMES", "a_report"]

NAMES = {"ana": "Ana Lima", "bo": "Bo Chen", "chen": "陈静", "dee": "Dee Novak"}


def a_report(walk: Walk, language: str = "en", *, names: bool = True) -> Document:
    i18n.use(language)
    deliveries, attempts = ledger()
    review = assemble_review(with_digests(walk.entries), deliveries, attempts)
    return after_action_report(review, Speech(bundle=a_bundle(), names=NAMES), names=names)
