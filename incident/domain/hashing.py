"""SHA-256 alone: `hashlib` brings OpenSSL along, 2.3 ms that every command would pay.

Apart, because the interpreter's own module has no public name; the standard `random` takes its SHA-512 in this way.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

__all__ = ["sha256"]

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        if sys.version_info >= (3, 12):
            from _sha2 import sha256
        else:
            from _sha256 import sha256
    except ImportError:  # an interpreter built to leave everything to OpenSSL
        from hashlib import sha256
