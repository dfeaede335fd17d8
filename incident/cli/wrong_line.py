"""A wrong line, answered as click would, but in whole sentences of the user's language.

Apart from the entry: click glues its sentences of pieces that no translation can set right.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import Final

import click

from incident.cli.click_words import metavar_words, quoted
from incident.cli.nearest import did_you_mean
from incident.cli.output import say
from incident.i18n import _
from incident.wording.safe import clean
from incident.wording.sentences import in_a_row

__all__ = ["say_wrong_line"]

_OPTION: Final = r"'(--?\w[\w-]*)'"
"""An option in a sentence of click, which knows one way of quoting."""


def say_wrong_line(error: click.ClickException) -> None:
    """Say it clean: it repeats what was typed, and that may command a terminal or forge a line.

    Only lines that are set in stay lines of their own: they list what there is.
    """
    said = StringIO()
    words = re.sub(r"\n(?!  |\t)", " ", clean(_sentence(error)))
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show(said)
    elif isinstance(error, click.UsageError):
        click.UsageError(words, error.ctx).show(said)
    else:
        click.ClickException(words).show(said)
    say(said.getvalue().rstrip("\n"))


def _sentence(error: click.ClickException) -> str:
    match error:
        case click.MissingParameter(param=click.Option() as option):
            return _("Missing option {name}.").format(name=option.get_error_hint(error.ctx))
        case click.MissingParameter(param=click.Argument() as argument):
            return _("Missing argument {name}.").format(name=argument.get_error_hint(error.ctx))
        case click.NoSuchOption():
            said = _("No such option '{name}'.").format(name=error.option_name)
            return in_a_row(said, did_you_mean(error.option_name, _options(error.ctx)))
        case click.BadParameter() if error.param_hint or error.param:
            return _("Invalid value for {name}: {message}").format(name=_named(error), message=error.message)
        case _:
            return re.sub(_OPTION, lambda match: quoted(match[1]), error.format_message())


def _named(error: click.BadParameter) -> str:
    if isinstance(error.param_hint, str):
        return quoted(metavar_words(error.param_hint))
    return error.param.get_error_hint(error.ctx) if error.param else ""


def _options(context: click.Context | None) -> list[str]:
    """Those that the help of the command shows."""
    shown = (each for each in context.command.get_params(context)) if context else ()
    return [name for each in shown if isinstance(each, click.Option) and not each.hidden for name in each.opts]
