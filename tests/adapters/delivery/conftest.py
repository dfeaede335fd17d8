"""One sender for a whole file of tests, so that only the first waits for its fork server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.secrets import Redactor, Secrets
from incident.application.ports import AttemptOutcome, Target
from tests.deliveries import a_delivery, has_a_child

LIMIT = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class Rig:
    """A sender, and the folder that `file:` secrets are in."""

    sender: ProcessSender
    redactor: Redactor
    folder: Path

    def hook(self, url: str, *, limit: timedelta = LIMIT, **changes: object) -> AttemptOutcome:
        """Send a delivery to an Apprise URL."""
        (self.folder / "hook").write_text(url)
        is_exercise = bool(changes.get("exercise"))
        target = Target(id="pager", exercise=is_exercise, kind="apprise", secret="file:hook")
        return self.sender.send(target, a_delivery(**changes), limit)

    def mail(
        self,
        port: int,
        *,
        limit: timedelta = LIMIT,
        options: Mapping[str, str] = MappingProxyType({}),
        **changes: object,
    ) -> AttemptOutcome:
        """Send a delivery to a mail server on loopback."""
        server = {"host": "127.0.0.1", "port": str(port), "sender": "incident@example.org", "security": "none"}
        (self.folder / "password").write_text("correct horse battery")
        settings = {**server, **options}
        secret = "file:password" if "user" in settings else ""
        target = Target(id="pager", exercise=False, kind="smtp", secret=secret, options=settings)
        return self.sender.send(target, a_delivery(**changes), limit)


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = tmp_path_factory.mktemp("workspace")
    redactor = Redactor()
    sender = ProcessSender(Secrets(folder), redactor)
    has_a_child(sender)
    yield Rig(sender=sender, redactor=redactor, folder=folder)
    sender.close()
