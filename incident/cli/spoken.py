"""Commands, groups and options whose help is spoken in the user's language, and whose modules load when they are named.

Help texts are marked with `N_` where they stand and looked up here when they are shown: at import time nobody knows
the language yet. A group knows its commands by name and module only, so that `incident note` pays for `note`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import click

from incident.cli.click_words import metavar_words, quoted
from incident.cli.output import print_data
from incident.cli.texts import TEXT
from incident.domain.frozen import Frozen
from incident.i18n import _
from incident.wording.sentences import in_a_row, tight

__all__ = ["Argument", "Command", "Group", "Late", "Option", "argument", "command", "option"]

_Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class _Context(click.Context):
    def make_formatter(self) -> click.HelpFormatter:
        from incident.cli.help_lines import HelpLines  # here: few ask for help

        return HelpLines(width=self.terminal_width, max_width=self.max_content_width)


class Option(click.Option):
    """An option whose help and value are looked up when they are shown."""

    def make_metavar(self, ctx: click.Context) -> str:
        return metavar_words(super().make_metavar(ctx))

    def get_error_hint(self, ctx: click.Context | None) -> str:  # noqa: ARG002  (click's signature)
        return " / ".join(map(quoted, (*self.opts, *self.secondary_opts)))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], tight(record[1].replace(self.help, _(self.help), 1))


class Argument(click.Argument):
    """An argument whose name in the usage line is looked up when it is shown."""

    def make_metavar(self, ctx: click.Context) -> str:
        return metavar_words(super().make_metavar(ctx))

    def get_error_hint(self, ctx: click.Context | None) -> str:  # noqa: ARG002  (click's signature)
        return quoted(metavar_words((self.metavar or self.name or "").strip("[].")))


class Command(click.Command):
    """A command whose help is looked up when it is shown; it takes the program's own options too."""

    context_class = _Context

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  (click's arguments)
        json_shape: str | Callable[[], str] = "",
        words: Mapping[str, str] | None = None,
        notes: str = "",
        **kwargs: Any,  # noqa: ANN401  (click's too)
    ) -> None:
        super().__init__(*args, **kwargs)
        self.notes = notes
        """What else a person should know, marked with `N_`; it stands at the end of the help."""
        self.json_shape = json_shape
        """What `--json` prints: in the help, and held by a test."""
        self.words = words or {}
        """What may stand for an argument, each with what it means, marked with `N_`."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's own, which prints as all commands do."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.callback = _print_help
        return found

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [metavar_words(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002  (the formatter wraps: nothing is cut)
        return _(self.help) if self.help else ""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click's)
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.words:
            with formatter.section(_("Words")):
                formatter.write_dl([(word, _(text)) for word, text in self.words.items()])
        super().format_options(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click's)
        if self.notes:
            formatter.write_paragraph()
            formatter.write_text(_(self.notes))
        if self.json_shape:
            with formatter.section(_("With --json")):
                formatter.write_text(self.json_shape if isinstance(self.json_shape, str) else self.json_shape())


def _print_help(context: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001  (click's signature)
    if value and not context.resilient_parsing:
        print_data(context.get_help())
        context.exit()


class Late(Frozen):
    """A command that is imported when it is named."""

    module: str
    """`package.module:attribute`."""
    help: str
    """What it does, in an English sentence marked with `N_`."""

    def load(self) -> Command:
        """The command itself."""
        module, _colon, attribute = self.module.partition(":")
        found = getattr(import_module(module), attribute)
        if not isinstance(found, Command):
            raise TypeError(self.module)
        found.help = self.help
        return found


class Group(Command, click.Group):
    """A group of commands, some of which are imported when they are named."""

    command_class = Command

    def __init__(self, *args: Any, late: Mapping[str, Late] | None = None, **kwargs: Any) -> None:  # noqa: ANN401  (click's)
        super().__init__(*args, **kwargs)
        self._late = dict(late or {})

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return [*self._late, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        late = self._late.get(cmd_name)
        return late.load() if late else super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click's)
        """Without importing what is late: its help stands here."""
        rows = [(name, _(late.help)) for name, late in self._late.items()]
        rows += [(name, self.commands[name].get_short_help_str()) for name in self.commands]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest name for a wrong one."""
        names = self.list_commands(ctx)
        if args[0] not in names and not args[0].startswith("-") and not ctx.resilient_parsing:
            from incident.cli.nearest import did_you_mean  # here: only a wrong command needs difflib

            said = _("No such command '{name}'.").format(name=args[0])
            ctx.fail(in_a_row(said, did_you_mean(args[0], names)))
        return super().resolve_command(ctx, args)


def command(
    name: str,
    *,
    help: str = "",  # noqa: A002  (click's own word)
    json_shape: str | Callable[[], str] = "",
    words: Mapping[str, str] | None = None,
    notes: str = "",
) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function; `help` is an English sentence marked with `N_`."""
    from incident.cli.options import program_options  # here: those are made of this module's classes

    def made(function: Callable[..., Any]) -> Command:
        made_command = click.command(name, cls=Command, help=help, json_shape=json_shape, words=words, notes=notes)(
            function
        )
        made_command.params.extend(program_options(hidden=True))
        return made_command

    return made


def option(*names: str, **fields: Any) -> _Decorator:  # noqa: ANN401  (click's own fields)
    """An option of a command; of text, if it is no flag and nothing else is said."""
    if not fields.get("is_flag"):
        fields.setdefault("type", TEXT)
    return click.option(*names, cls=Option, **fields)


def argument(name: str, parameter: str = "", **fields: Any) -> _Decorator:  # noqa: ANN401  (click's own fields)
    """An argument, called in the usage line as it is named here; `parameter` is what the function calls it."""
    fields.setdefault("type", TEXT)
    return click.argument(parameter or name.lower(), cls=Argument, metavar=name, **fields)
