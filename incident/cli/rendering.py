"""A report in the form that was asked for: a text, or a file of an office program.

Apart from the command, so that each form is loaded alone, and a library that is missing is called by its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.application.errors import ExtraMissing, PangoMissing
from incident.cli.output import say
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from incident.adapters.reports.document import Document

__all__ = ["FILES", "TEXTS", "rendered"]

TEXTS: Final = ("md", "html")
FILES: Final = ("pdf", "docx")
"""What no terminal shows."""


def rendered(document: Document, form: str) -> str | bytes:
    """The document in that form.

    Raises:
        ExtraMissing: the library that makes it is not installed.
        PangoMissing: that library is, and what it prints with is not on the machine.
    """
    if form in FILES:
        return _file(document, form)
    if form == "html":
        from incident.adapters.reports.html import render_html  # here, as below: one form at a time

        return render_html(document)
    from incident.adapters.reports.markdown import render_markdown

    return render_markdown(document)


def _file(document: Document, form: str) -> bytes:
    try:
        render = _docx() if form == "docx" else _pdf()
    except ModuleNotFoundError as error:
        raise ExtraMissing(command=f"incident review --format {form}", extra="report") from error
    if form == "pdf":
        say(_("Printing the pages: of a long record that takes up to a minute."))
    return render(document)


def _docx() -> Callable[[Document], bytes]:
    from incident.adapters.reports.word import render_docx  # here, as above

    return render_docx


def _pdf() -> Callable[[Document], bytes]:
    try:
        from incident.adapters.reports.pdf import render_pdf  # here, as above
    except OSError as error:  # so the library says that it cannot load Pango
        raise PangoMissing from error
    return render_pdf
