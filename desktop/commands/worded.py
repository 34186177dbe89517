"""Commands, options and usage errors that speak the language in use.

Texts are marked with ``N_`` where a command is written and translated when they are shown,
since the language is known only after the call has been read.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, TypeVar

import click

from desktop.i18n import _

F = TypeVar("F", bound=Callable[..., Any])


class WordedOption(click.Option):
    """An option whose help is translated."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The names of the option and what it is for."""
        if self.hidden:
            return None
        text = _(self.help) if self.help else ""
        if self.required:
            need = _("required")
            text = f"{text} [{need}]"
        return self.get_help_spec(ctx), text


class WordedArgument(click.Argument):
    """An argument; it is explained in the text of its command."""


class WordedCommand(click.Command):
    """A command whose help is translated; ``example`` is a whole line to copy."""

    example: str = ""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line: how the command is called."""
        pieces = [_("[OPTIONS]"), *self.collect_usage_pieces(ctx)[1:]]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage:") + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does, and an example."""
        del ctx
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(self.help) if self.help else "")
        if self.example:
            with formatter.section(_("Example")), formatter.indentation():
                formatter.write(f"{'':{formatter.current_indent}}{self.example}\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, one a line."""
        shown = [
            record
            for param in self.params
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx))
        ]
        with formatter.section(_("Options")):
            formatter.write_dl([*shown, ("--help", _("Show this text and end."))])

    def get_short_help_str(self, limit: int = 100) -> str:
        """The first sentence of the help."""
        del limit
        return (_(self.help) if self.help else "").split(". ")[0].rstrip(".")


class WordedGroup(WordedCommand, click.Group):
    """A group whose commands are imported when they are called.

    ``places`` names the module and the attribute of every command, in the order of the help.
    """

    places: dict[str, str] = {}  # noqa: RUF012 - set once, where the group is made

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands in their order."""
        del ctx
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; none when there is none."""
        del ctx
        place = self.places.get(cmd_name)
        if place is None:
            return None
        module, _colon, attribute = place.partition(":")
        found = getattr(import_module(module), attribute)
        return found if isinstance(found, click.Command) else None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands with a sentence each."""
        super().format_options(ctx, formatter)
        lines = [
            (name, command.get_short_help_str())
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section(_("Commands")):
            formatter.write_dl(lines)


def worded(name: str, *, help: str, example: str) -> Callable[[Callable[..., Any]], WordedCommand]:  # noqa: A002 - click's own name
    """Decorate a function into a command with a translated help and an example."""

    def make(function: Callable[..., Any]) -> WordedCommand:
        made = click.command(name, cls=WordedCommand, help=help)(function)
        made.example = example
        return made

    return make


def option(*names: str, **settings: Any) -> Callable[[F], F]:
    """Decorate a command with an option whose help is translated."""
    return click.option(*names, cls=WordedOption, **settings)


def argument(name: str, **settings: Any) -> Callable[[F], F]:
    """Decorate a command with an argument."""
    return click.argument(name, cls=WordedArgument, **settings)


def usage_sentence(error: click.ClickException) -> str:
    """What is wrong with the call, in one line."""
    return _("Wrong call: {what}").format(what=_what(error))


def _what(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return _("there is no option {name}.").format(name=error.option_name)
        case click.exceptions.NoSuchCommand():
            return _("there is no command “{name}”.").format(name=error.command_name)
        case click.MissingParameter():
            return _("{name} is missing.").format(name=_name(error.param))
        case click.BadOptionUsage():
            return _("the option {name} is not used like this.").format(name=error.option_name)
        case click.BadParameter() if isinstance(
            kind := getattr(error.param, "type", None), click.Choice
        ):
            choices = ", ".join(str(choice) for choice in kind.choices)
            text = _("{name} is one of: {choices}.")
            return text.format(name=_name(error.param), choices=choices)
        case click.BadParameter() if isinstance(
            kind := getattr(error.param, "type", None), click.IntRange
        ):
            text = _("{name} is a number from {low} to {high}.")
            return text.format(name=_name(error.param), low=kind.min, high=kind.max)
        case click.BadParameter():
            return _("{name} cannot be used like this.").format(name=_name(error.param))
        case _:
            return _("see {command} --help.").format(command=_path(error))


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "…"
    if isinstance(param, click.Argument):
        return (param.name or "").upper()
    return _longest(param.opts)


def _longest(names: Sequence[str]) -> str:
    return max(names, key=len, default="…")


def _path(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if isinstance(context, click.Context) else "so138"
