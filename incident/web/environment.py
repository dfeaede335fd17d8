"""What a child may know of the server's surroundings: what it needs to be the terminal program, and no more.

Apart, because it is a list of what is allowed, and a secret that is not on it stays with the server.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

__all__ = ["LANGUAGES_OF_SYSTEMS", "child_environment"]

_ALLOWED: Final = frozenset(
    {
        *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "TZ", "TZDIR", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV"),
        *("LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "SYSTEMROOT"),
        *("http_proxy", "https_proxy", "no_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"),
        *("INCIDENT_CLOCK_OFFSET", "INCIDENT_THEME", "INCIDENT_ASCII", "INCIDENT_MOUSE", "INCIDENT_BELL"),
    }
)
_ALLOWED_BEGINNINGS: Final = ("XDG_", "PG")
"""Where files are kept; and how PostgreSQL is reached, which the child does by itself."""

LANGUAGES_OF_SYSTEMS: Final = {"en": "en_US.UTF-8", "zh-CN": "zh_CN.UTF-8"}


def child_environment(
    surroundings: Mapping[str, str], needed: Iterable[str], *, login: str, language: str, is_asked: bool
) -> dict[str, str]:
    """The environment of a child that acts for `login`; `needed` are the variables that targets find secrets in.

    A language that the person asked for holds; one of the browser holds where they never chose one in the program.
    """
    passed = _ALLOWED.union(needed)
    kept = {
        name: value for name, value in surroundings.items() if name in passed or name.startswith(_ALLOWED_BEGINNINGS)
    }
    return {
        **kept,
        **({"INCIDENT_LANG": language} if is_asked else {"LANG": LANGUAGES_OF_SYSTEMS[language]}),
        "INCIDENT_LOGIN": login,
        "PYTHONUTF8": "1",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }
