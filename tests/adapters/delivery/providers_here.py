"""A sender child for which every host of the world is one port of this machine, and everything else is as it is.

Plug-ins, addresses, encryption and certificates are the real ones; only the resolver of names is not.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any

from incident.adapters.delivery.child import serve

__all__ = ["serve_here"]


def serve_here(line: Connection, port: int, trusted: str, variables: Mapping[str, str]) -> None:
    """What every sender child does, with `trusted` as the only certificates that it believes."""
    os.environ["REQUESTS_CA_BUNDLE"] = os.environ["SSL_CERT_FILE"] = trusted
    os.environ.update(variables)
    found = socket.getaddrinfo

    def all_here(_host: Any, _port: Any, *options: Any, **named: Any) -> Any:  # noqa: ANN401 - as the standard library has it
        return found("127.0.0.1", port, *options, **named)

    socket.getaddrinfo = all_here  # type: ignore[assignment]  # it hands through whatever it is asked
    serve(line)
