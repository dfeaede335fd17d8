"""Where new identities come from: 128 random bits, in hex."""

from __future__ import annotations

import os

__all__ = ["RandomIds"]


class RandomIds:
    """Ids that nobody can guess and no two terminals share."""

    def new(self) -> str:
        """A fresh id of 32 characters."""
        return os.urandom(16).hex()
