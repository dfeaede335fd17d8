"""A report as PDF, printed from its page; nothing is fetched, whatever a text in it says.

Apart, because the library that prints takes half a second to load and needs Pango on the machine.
"""

from __future__ import annotations

from typing import NoReturn

from weasyprint import HTML
from weasyprint.urls import URLFetcher

from incident.adapters.documents.reading.collecting import uncollected
from incident.adapters.reports.document import Document
from incident.adapters.reports.html import render_html

__all__ = ["render_pdf"]


class _Nothing(URLFetcher):  # type: ignore[misc]  # the library ships no types
    """Gives nothing to whoever asks for a file or a page."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:
        raise ValueError(url, headers)


def render_pdf(document: Document) -> bytes:
    """The file, in the language in use."""
    with uncollected():  # which looks through hundreds of thousands of boxes time and again: a fifth of the time
        printed: bytes = HTML(string=render_html(document), url_fetcher=_Nothing()).write_pdf()
    return printed
