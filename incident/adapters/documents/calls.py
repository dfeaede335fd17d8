"""Which other runbooks a file may run, found without reading YAML.

Every start asks this to learn which files a compiled runbook was made from. It finds what stands where people write it;
whoever writes a call otherwise (escapes, a key on a line of its own) is found out by the compiler, see `library.py`.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["possible_calls"]

_CALL: Final = re.compile(rb"""run["']?\s*:\s*["']?([a-z0-9-]+(?:\.[a-z0-9-]+)+)""")


def possible_calls(data: bytes) -> list[str]:
    """Ids that stand after `run:` or `also_run:`, each once; some may be in comments or in words."""
    return list(dict.fromkeys(found.decode() for found in _CALL.findall(data)))
