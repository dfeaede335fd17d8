"""Amounts of money: stored in the smallest unit, written with the digits that their currency has, read back exactly.

Apart, because a fraction that is rounded anywhere is money that is gone.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["money_words", "parse_money"]

_DIGITS: Final = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND"), 0),
    **dict.fromkeys(("VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""Digits after the point by ISO 4217; of every other currency two."""
_GROUPED: Final = r"[0-9]{1,3}(?:[,，_ ][0-9]{2,3}){0,4}[,，_ ][0-9]{3}"
"""The last group has three digits: '5,00' is somebody's five, and another's five hundred."""
_WRITTEN: Final = rf"({_GROUPED}|[0-9]{{1,15}})(?:\.([0-9]{{1,3}}))? ?([A-Za-z]{{3}})"


def _digits(currency: str) -> int:
    return _DIGITS.get(currency, 2)


def money_words(amount: int, currency: str) -> str:
    """'5,000.00 EUR' of 500000."""
    digits = _digits(currency)
    sign, whole = ("-" if amount < 0 else ""), abs(amount)
    main, rest = divmod(whole, 10**digits)
    point = f".{rest:0{digits}d}" if digits else ""
    return f"{sign}{main:,}{point} {currency}"


def parse_money(text: str) -> tuple[int, str] | None:
    """The amount in the smallest unit and the currency; None where it is none, or finer than the currency goes."""
    found = re.fullmatch(_WRITTEN, text.strip())
    if found is None:
        return None
    currency, rest = found[3].upper(), found[2] or ""
    digits = _digits(currency)
    if len(rest) > digits:
        return None
    whole = int(re.sub(r"[^0-9]", "", found[1]))
    return whole * 10**digits + int(rest.ljust(digits, "0") or 0), currency
