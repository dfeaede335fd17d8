"""What `incident serve` says to whoever runs it: where it is, who can reach it, who came in and who did not.

Apart from the command, because the server says most of it while the command waits.
"""

from __future__ import annotations

from incident.cli.output import say
from incident.cli.wiring import Served
from incident.i18n import _
from incident.wording.safe import clean_line

__all__ = ["ServerTalk"]


class ServerTalk:
    """Sentences on stderr; implements what the server tells."""

    def listening(self, served: Served) -> None:
        """Browsers can come; and what should be known about that."""
        say(_("Open {url} in a browser. Ctrl-C stops; nobody loses what they recorded.").format(url=served.url))
        if served.is_exposed:
            said = _(
                "Other machines reach it at {host}, and what they send and see is not encrypted, passwords included: "
                "use it on a network that you trust, or put a proxy with TLS before it and name it with --public-url."
            )
            say(said.format(host=clean_line(served.host)))
        if served.is_closed:
            say(_("Nobody can log in yet: 'incident serve password PERSON' gives a person a password."))
        if served.voucher:
            said = _(
                "The database knows all of them as {name}: the record keeps both names, and each of them may see what "
                "{name} may see. Let the server have a login of its own that may see no more than all may."
            )
            say(said.format(name=clean_line(served.voucher)))

    def came_in(self, person: str, address: str) -> None:
        """Somebody logged in."""
        say(_("{person} logged in from {address}.").format(person=clean_line(person), address=clean_line(address)))

    def stayed_out(self, name: str, address: str) -> None:
        """Somebody could not."""
        said = _("Nobody logged in as '{name}' from {address}: name and password do not belong together.")
        say(said.format(name=clean_line(name), address=clean_line(address)))

    def went_wrong(self, error: Exception) -> None:
        """A fault of the program itself; the server goes on."""
        from incident.cli.crash import report_crash  # here: it is hoped to be never needed

        say(report_crash(error))
