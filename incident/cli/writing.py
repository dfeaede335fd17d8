"""Files that a person asked for by name: a place that cannot be written is a wrong option, not a fault.

Apart, because the same sentence is right wherever a command writes a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from incident.i18n import _
from incident.wording.safe import clean_line

__all__ = ["about_to_write", "write_file"]


def write_file(path: str, text: str, option: str) -> None:
    """Write the text as UTF-8.

    Raises:
        click.BadParameter: the file cannot be written.
    """
    with about_to_write(path, option):
        Path(path).expanduser().write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def about_to_write(path: str, option: str) -> Iterator[None]:
    """Turn what the system says about the place into a sentence about the option."""
    try:
        yield
    except OSError as error:
        said = _("'{path}' cannot be written: {reason}").format(path=clean_line(path), reason=error.strerror or error)
        raise click.BadParameter(said, param_hint=option) from error
