"""What would stand in the way tonight: a secret that nobody gives out, a log that cannot be written to.

Apart from the entry point, because only the doctor asks.
"""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING, Final

from incident.adapters.delivery.preparing import NotPrepared, Preparations
from incident.adapters.delivery.secret_shapes import has_right_shape
from incident.adapters.secrets import Secrets, unavailable
from incident.adapters.storage.opening import is_server, path_of
from incident.application.errors import SecretShapeless, SecretUnavailable, StorageError
from incident.application.messages.links import SHORTEST_KEY
from incident.i18n import _
from incident.wording.errors import say_error
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from incident.application.ports import Target
    from incident.bootstrap.assembly import Program

__all__ = ["database_obstacle", "link_obstacle", "secret_obstacle"]

_MEGABYTE: Final = 1_000_000
_LEAST_MEGABYTES: Final = 100
"""Room on the disk of the log that a night may need: what is written down, and the write-ahead log beside it."""
_SECRET_SECONDS: Final = 6.0
"""How long a look at a secret may take; a secret's own command has less."""


def secret_obstacle(target: Target, folder: Path) -> str:
    """Why the target's secret cannot be used now; '' if it can."""
    try:
        secrets = Secrets(folder)
        end = time.monotonic() + _SECRET_SECONDS
        secret = Preparations().made(lambda: secrets.resolve(target.secret), end)
        return "" if has_right_shape(target.kind, secret) else say_error(SecretShapeless())
    except SecretUnavailable as error:
        return say_error(error)
    except NotPrepared:  # a file on a server that is gone
        return say_error(unavailable(target.secret))


def link_obstacle(program: Program, folder: Path) -> str:
    """Why messages carry no link from here, though the workspace has links; '' if they do."""
    page = program.workspace.config.settings.links
    if page is None:
        return ""
    try:
        end = time.monotonic() + _SECRET_SECONDS
        key = Preparations().made(lambda: Secrets(folder).resolve(page.secret), end)
    except SecretUnavailable as error:
        return say_error(error)
    except NotPrepared:  # as above
        return say_error(unavailable(page.secret))
    said = _("The key has {count} characters, and must have at least {least}.")
    return "" if len(key) >= SHORTEST_KEY else said.format(count=len(key), least=SHORTEST_KEY)


def database_obstacle(program: Program) -> str:
    """Why nothing could be written to the log now; '' if it could."""
    try:
        program.log.check_writable()
    except StorageError as error:
        return say_error(error)
    finally:
        program.close()
    return _cramped(program.database)


def _cramped(database: str) -> str:
    """That the disk of a log in a file has no room for an incident; '' where it has, or a server keeps the log."""
    if is_server(database):
        return ""
    place = path_of(database).absolute()
    free = shutil.disk_usage(place.parent).free // _MEGABYTE
    if free >= _LEAST_MEGABYTES:
        return ""
    said = _("The disk of the log '{place}' has {free} MB left, and an incident wants {least}. Make room.")
    return said.format(place=clean_line(str(place)), free=free, least=_LEAST_MEGABYTES)
