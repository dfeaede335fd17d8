"""A telephone number as every service understands it.

Apart from the services: the same person is called by one and written to by another.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["international"]

_BETWEEN: Final = re.compile(r"[ ().-]")
_WHOLE: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_CHINESE_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")


def international(number: str) -> str | None:
    """`+86…` and the like; None where nobody can say which country it is of.

    Without a country only a Chinese mobile number is taken, which has eleven digits and begins with 13 to 19.
    """
    bare = _BETWEEN.sub("", number)
    if bare.startswith("00"):
        bare = f"+{bare[2:]}"
    elif _CHINESE_MOBILE.fullmatch(bare):
        bare = f"+86{bare}"
    return bare if _WHOLE.fullmatch(bare) else None
