"""Where the server is: by which names browsers may call it, and who calls.

Apart, because these are decisions about strangers' headers, and stand in one place.
"""

from __future__ import annotations

import re
import socket
from functools import cached_property
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import SplitResult, urlsplit

__all__ = ["Site"]


_HOST: Final = r"(\[(?P<number>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(:[0-9]{1,5})?"
_EVERYWHERE: Final = frozenset({"0.0.0.0", "::"})  # noqa: S104 - what people type, not what is listened to


class Site:
    """One address to listen at, and the public one in front of it, if there is a proxy."""

    def __init__(self, host: str, port: int, public_url: str = "", link_url: str = "") -> None:
        """`link_url` is what the links in messages begin with."""
        self.host, self.port = host, port
        self._links: SplitResult = urlsplit(link_url.rstrip("/"))
        self.public_url = public_url.rstrip("/")
        self._public: SplitResult = urlsplit(self.public_url)

    @property
    def is_https(self) -> bool:
        """Whether browsers speak to it through TLS."""
        return self._public.scheme == "https"

    @property
    def prefix(self) -> str:
        """What a proxy takes from the beginning of every path; '' for nothing."""
        return self._public.path

    @property
    def link_prefix(self) -> str:
        """The same, for the links in messages."""
        return self._links.path

    @property
    def url(self) -> str:
        """What to type into a browser."""
        host = socket.gethostname() if self.host in _EVERYWHERE else self.host
        return self.public_url or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def is_exposed(self) -> bool:
        """Whether other machines reach it directly."""
        return not _is_loopback(self.host)

    def knows(self, host: str) -> bool:
        """Whether a browser may call it so: by number, by this machine's name, or as the proxy is called.

        A page of somebody else, whose name was turned to this machine's number meanwhile, is not served.
        """
        name = _name_of(host)
        public = {self._public.netloc.lower(), self._links.netloc.lower()}
        return name is not None and (host.lower() in public or name in self._names or _is_ip(name))

    def is_own(self, origin: str, host: str) -> bool:
        """Whether the page that asks came from here."""
        if origin.lower() == f"{self._public.scheme}://{self._public.netloc}".lower():
            return True
        return self.knows(host) and origin.lower() == f"http://{host.lower()}"

    def websocket_origin(self, host: str) -> str:
        """Where the page finds its websocket, without the path."""
        if self.public_url:
            return f"{'wss' if self.is_https else 'ws'}://{self._public.netloc}"
        return f"ws://{host}"

    def caller(self, remote: str, forwarded: str) -> str:
        """The address that calls; behind a proxy on this machine, the one that the proxy saw."""
        if self.public_url and _is_loopback(remote):
            told = forwarded.rpartition(",")[2].strip()
            remote = told if _is_ip(told) else remote
        return _neighbourhood(remote)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset({"localhost", self.host.lower(), socket.gethostname().lower(), socket.getfqdn().lower()})


def _name_of(host: str) -> str | None:
    """The name in a `Host` header, in small letters and without the port; None if it is none."""
    found = re.fullmatch(_HOST, host)
    return (found["number"] or found["name"]).lower() if found else None


def _is_ip(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(name: str) -> bool:
    return ip_address(name).is_loopback if _is_ip(name) else name.lower() == "localhost"


def _neighbourhood(address: str) -> str:
    """The address; of IPv6 the part that a house has, since it may choose the rest anew for every call."""
    if not _is_ip(address):
        return address
    known = ip_address(address.partition("%")[0])
    return str(ip_network(f"{known}/64", strict=False)) if isinstance(known, IPv6Address) else str(known)
