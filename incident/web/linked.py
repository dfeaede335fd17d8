"""The page behind a link: it shows a message and asks for one press; opening it acknowledges nothing.

Apart from the server, whose other pages want a login: here the link itself says who has it. Mail scanners, previews of
chat programs and curious proxies open links; none of them presses a button.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

from aiohttp import web

from incident.application.errors import IncidentError
from incident.application.messages.links import Standing
from incident.i18n import _, speaking
from incident.web import pages
from incident.wording.safe import clean
from incident.wording.times import long_time

if TYPE_CHECKING:
    from datetime import tzinfo

    from incident.application.messages.links import Link

__all__ = ["PATH", "LinkDesk", "Linked"]

PATH: Final = "/ack/{incident}/{delivery}/{proof}"
_STATUS: Final = {Standing.OPEN: 200, Standing.DONE: 200, Standing.EXPIRED: 410, Standing.STRANGE: 404}


class LinkDesk(Protocol):
    """Looks at links and acknowledges by them; each answer may take a while."""

    def look(self, incident_id: str, delivery_id: str, proof: str) -> Link: ...
    def acknowledge(self, incident_id: str, delivery_id: str, proof: str) -> Link: ...


class Linked:
    """Answers whoever opens a link."""

    def __init__(
        self, desk: LinkDesk, *, team: str, zone: tzinfo, prefix: str, went_wrong: Callable[[Exception], None]
    ) -> None:
        """`prefix` is what the proxy takes from the beginning of every path."""
        self._desk = desk
        self._team, self._zone, self._prefix = team, zone, prefix
        self._went_wrong = went_wrong

    async def show(self, request: web.Request) -> web.Response:
        """The message and a button; nothing happens."""
        return await self._answer(request, self._desk.look)

    async def press(self, request: web.Request) -> web.Response:
        """What the button does, whichever page it stands on: the link is the credential, and a page that does not know
        it has nothing to forge. Views of mail programs, which say `Origin: null` or none, press it too.
        """
        return await self._answer(request, self._desk.acknowledge)

    async def _answer(self, request: web.Request, ask: Callable[[str, str, str], Link]) -> web.Response:
        place = request.match_info
        wished = pages.spoken_by(request.headers.get("Accept-Language", ""))
        try:
            link = await asyncio.to_thread(ask, place["incident"].upper(), place["delivery"], place["proof"])
        except IncidentError as error:  # the log is away, or the key is
            self._went_wrong(error)
            return self._page(wished, self._unavailable, 503)
        language = link.delivery.language if link.delivery else wished
        is_open = link.standing is Standing.OPEN
        return self._page(language, lambda: self._said(link), _STATUS[link.standing], is_open=is_open)

    def _page(
        self, language: str, said: Callable[[], pages.Said], status: int, *, is_open: bool = False
    ) -> web.Response:
        with speaking(language):
            words = said()
        text = pages.link_page(language, self._prefix, team=self._team, said=words, is_open=is_open)
        return web.Response(text=text, status=status, content_type="text/html")

    def _said(self, link: Link) -> pages.Said:
        row, who = link.delivery, link.person
        if row is None or who is None:
            return pages.Said(
                heading=_("This link does not work"),
                words=_(
                    "It is not whole, or its message is gone. Copy all of it from the message, answer in the program, "
                    "or phone whoever sent it: nobody knows yet that you have read it."
                ),
            )
        number = _("{incident}, message {message}").format(incident=row.incident_id, message=row.message)
        message = clean(f"{row.title}\n\n{row.body}")
        if link.standing is Standing.EXPIRED:
            words = _(
                "This link held for a day and is over. If the message still matters, phone whoever sent it or write: "
                "incident message ack {incident} {message}"
            ).format(incident=row.incident_id, message=row.message)
            return pages.Said(heading=_("This link is over: {number}").format(number=number), words=words)
        if link.said is not None:
            words = _("Recorded for {person}, {time}. Nothing more has to be done; nobody is woken because of you.")
            at = long_time(link.said.at, self._zone)
            return pages.Said(
                heading=_("Acknowledged: {number}").format(number=number),
                words=words.format(person=who.name, time=at),
                message=message,
            )
        asked = _("{person}, have you read this? Opening the page says nothing; the button does.").format(
            person=who.name
        )
        return pages.Said(heading=number, words=asked, message=message)

    def _unavailable(self) -> pages.Said:
        return pages.Said(
            heading=_("Nothing was recorded"),
            words=_("The log cannot be reached now. Try again in a minute, or phone whoever sent the message."),
        )
