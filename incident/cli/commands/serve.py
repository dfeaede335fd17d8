"""`incident serve`: the terminal program in browsers, and the passwords by which people log in there."""

from __future__ import annotations

import os
import re
import sys
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import click

from incident.cli.named import known_person
from incident.cli.options import program_options
from incident.cli.output import say
from incident.cli.parameters import LENGTH
from incident.cli.serving import ServerTalk
from incident.cli.session import Session, pass_session
from incident.cli.spoken import Group, argument, command, option
from incident.cli.texts import ParamType
from incident.cli.wiring import ServedAt
from incident.i18n import N_, _
from incident.wording.safe import clean_line

__all__ = ["serve"]

_MOST_BYTES: Final = 4096
_SHORTEST_REST: Final = timedelta(minutes=1)
_PUBLIC: Final = r"https?://[^\s/?#@]+(/[A-Za-z0-9._~/-]*)?"


class _PublicUrl(ParamType):
    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's signature)
        text = str(value)
        if not re.fullmatch(_PUBLIC, text) or not _has_port_if_any(text):
            said = _("Write the address that browsers use, such as https://incident.example.org, not '{value}'.")
            self.fail(said.format(value=clean_line(text)), param, ctx)
        return text


def _has_port_if_any(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


@click.group(
    "serve",
    cls=Group,
    invoke_without_command=True,
    params=program_options(hidden=True),
    help=N_("Show the terminal program in browsers, after a login per person."),
)
@option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help=N_("The address to listen at."))
@option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help=N_("The port to listen at; 0 lets the system choose one."),
)
@option(
    "--public-url",
    metavar="URL",
    type=_PublicUrl(),
    help=N_("What browsers call it where a proxy with TLS stands before it."),
)
@option(
    "--idle",
    default="60m",
    show_default=True,
    metavar="LENGTH",
    type=LENGTH,
    help=N_("After so long without a key a person has to log in again."),
)
@pass_session
@click.pass_context
def serve(
    context: click.Context, session: Session, *, host: str, port: int, public_url: str | None, idle: timedelta
) -> None:
    """Serve until Ctrl-C, SIGTERM or SIGHUP."""
    if context.invoked_subcommand is not None:
        return
    if idle < _SHORTEST_REST:
        raise click.BadParameter(_("A person needs at least a minute between two keys."), param_hint="--idle")
    place = ServedAt(host=host, port=port, public_url=public_url or "", idle=idle)
    try:
        session.wiring.serve(session.options, place, ServerTalk())
    except OSError as error:
        said = _("Nobody can listen at {host}, port {port}: {reason}")
        reason = os.strerror(error.errno) if error.errno else clean_line(str(error))
        raise click.UsageError(said.format(host=clean_line(host), port=port, reason=reason)) from error
    say(_("Stopped."))


@command("password", help=N_("Set the password by which PERSON logs in; with - it is read from the input."))
@argument("PERSON")
@argument("[-]", "source", required=False)
@pass_session
def password(session: Session, *, person: str, source: str | None) -> None:
    """Ask twice, without showing it."""
    if source not in {None, "-"}:
        raise click.UsageError(
            _("Others can read a command line. Write - there and give the password on standard input.")
        )
    known = known_person(session, person)
    session.wiring.set_password(known, _read() if source else _asked(session), session.options)
    name = session.speech().person(known)
    say(_("{name} logs in with this password from now on, and again where they are logged in now.").format(name=name))


def _asked(session: Session) -> str:
    if not session.at_terminal:
        raise click.UsageError(_("Nobody is there to be asked. Write - and give the password on standard input."))
    return str(
        click.prompt(
            _("Password"),
            hide_input=True,
            confirmation_prompt=_("Once more"),
            err=True,
            prompt_suffix=" ",
        )
    )


def _read() -> str:
    line = sys.stdin.buffer.readline(_MOST_BYTES)
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise click.UsageError(_("What came in is no text.")) from error


serve.add_command(password)
