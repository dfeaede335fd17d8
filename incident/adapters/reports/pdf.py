"""A report as PDF, printed from its page; nothing is fetched, whatever a text in it says.

Apart, because the library that prints takes half a second to load and needs Pango on the machine.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from weasyprint import HTML
from weasyprint.urls import URLFetcher

from incident.adapters.reports.document import Document
from incident.adapters.reports.html import render_html

__all__ = ["render_pdf"]


class _Nothing(URLFetcher):  # type: ignore[misc]  # the library ships no types
    """Gives nothing to whoever asks for a file or a page."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:
        raise ValueError(url, headers)


def render_pdf(document: Document) -> bytes:
    """The file, in the language in use."""
    with _uncollected():
        printed: bytes = HTML(string=render_html(document), url_fetcher=_Nothing()).write_pdf()
    return printed


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector, which looks through hundreds of thousands of boxes time and again: a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
