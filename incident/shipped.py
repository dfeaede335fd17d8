"""Where the files lie that are shipped beside the code: the one resolver for a wheel and a checkout."""

from __future__ import annotations

from pathlib import Path

__all__ = ["library_root", "locale_root"]

_PACKAGE = Path(__file__).resolve().parent


def library_root() -> Path:
    """The shipped runbooks, templates and scenarios: inside the wheel, or beside the package in a checkout."""
    installed = _PACKAGE / "_library"
    return installed if installed.is_dir() else _PACKAGE.parent / "runbooks"


def locale_root() -> Path:
    """The catalogues, one folder a language."""
    return _PACKAGE / "locale"
