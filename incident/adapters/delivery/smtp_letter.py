"""The mail that a delivery becomes: the same bytes and the same Message-ID at every attempt.

Apart from the talk with the server, because nothing in here can fail halfway.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from typing import Final

from incident.adapters.delivery.wording import body_of, one_line, title_of
from incident.application.ports import Delivery

__all__ = ["letter", "message_id", "plain_address"]

_ADDRESS: Final = re.compile(r"[^\s<>,;:\"()\[\]\\@\x00-\x1f\x7f]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_MOST_CHARACTERS: Final = 200_000


def plain_address(text: str) -> str | None:
    """The address if it is one bare address and nothing else; None if it could be or hide anything more."""
    return text if len(text) <= 254 and text.isascii() and _ADDRESS.fullmatch(text) else None  # noqa: PLR2004 - RFC 5321


def message_id(delivery_id: str, sender: str) -> str:
    """Derived from the delivery, so that whoever gets it twice can see that it is one."""
    return f"<{one_line(delivery_id, 64)}@{sender.rpartition('@')[2]}>"


def letter(delivery: Delivery, sender: str, recipient: str, link: str = "") -> bytes:
    """The mail, lines ended by CRLF; both addresses are plain, and `link` is where it is acknowledged."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = title_of(delivery)
    mail["From"] = Address(display_name="incident", addr_spec=sender)
    mail["To"] = Address(addr_spec=recipient)
    mail["Date"] = delivery.created_at
    mail["Message-ID"] = message_id(delivery.id, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Incident"] = one_line(delivery.incident_id, 64)
    mail["X-Incident-Delivery"] = one_line(delivery.id, 64)
    body = body_of(delivery, _MOST_CHARACTERS, link=link) + "\n"
    mail.set_content(body, charset="utf-8", cte=None if body.isascii() else "base64")  # not every server takes 8 bits
    calendars = [each.calendar for each in (delivery, *delivery.carries) if each.calendar]
    _enclose(mail, calendars, delivery.id)
    mail["Content-Language"] = one_line(delivery.language, 35)  # after the content, which begins these headers anew
    return mail.as_bytes()


def _enclose(mail: EmailMessage, calendars: Sequence[str], delivery_id: str) -> None:
    """Some programs offer to accept a part beside the text, others a file; so it is both."""
    for calendar in calendars[:1]:
        mail.add_alternative(calendar, subtype="calendar", charset="utf-8", cte="base64", params=_method(calendar))
    for number, calendar in enumerate(calendars, 1):
        name = f"EXERCISE-{number}.ics"
        method = _method(calendar)
        mail.add_attachment(calendar, "calendar", charset="utf-8", cte="base64", filename=name, params=method)
    several = (part for part in mail.walk() if part.is_multipart())
    for number, part in enumerate(several):  # a boundary by chance would make other bytes of the same mail
        part.set_boundary(f"={number}={sha256(delivery_id.encode()).hexdigest()[:32]}")


def _method(calendar: str) -> dict[str, str]:
    return {"method": "REQUEST"} if "METHOD:REQUEST" in calendar else {}
