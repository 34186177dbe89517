"""Commands, options and usage errors that speak the language in use.

Texts are marked with ``N_`` where a command is written and translated when they are shown,
since the language is known only after the call has been read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

from desktop.commands.named_paths import EmptyPathError, NamedPath
from desktop.domain.letters import is_text
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from desktop.commands.calling import Call

F = TypeVar("F", bound=Callable[..., Any])
P = ParamSpec("P")

_METAVARS = {
    "CODE": N_("CODE"),
    "DATE": N_("DATE"),
    "DAY": N_("DAY"),
    "DIR": N_("DIR"),
    "FILE": N_("FILE"),
    "KIND": N_("KIND"),
    "NAME": N_("NAME"),
    "PERSONS": N_("PERSONS"),
    "TABLE": N_("TABLE"),
    "TEXT": N_("TEXT"),
    "TITLE": N_("TITLE"),
    "YEAR": N_("YEAR"),
    "[KEY=VALUE]…": N_("[KEY=VALUE]…"),
}
"""Words that stand for a value in a help text; letters like F, P and M say enough."""
_KINDS: tuple[tuple[type[object], str], ...] = (
    (click.IntRange, N_("NUMBER")),
    (type(click.INT), N_("NUMBER")),
    (click.DateTime, N_("DATE")),
    (click.Path, N_("FILE")),
    (type(click.STRING), N_("TEXT")),
)


def _metavar(param: click.Parameter) -> str:
    """What stands for a parameter's value; empty where click's own word serves (choices)."""
    if param.metavar is not None:
        return _(_METAVARS[param.metavar]) if param.metavar in _METAVARS else param.metavar
    return next((_(word) for kind, word in _KINDS if isinstance(param.type, kind)), "")


def _argument_word(param: click.Parameter) -> str:
    """What an argument is called: its own word, or its name in capitals."""
    word = param.metavar or (param.name or "").upper()
    return _(_METAVARS[word]) if word in _METAVARS else word


class NotTextError(click.BadParameter):
    """A value holds bytes that are no text; nothing but the name of a file may."""


def _texts_in(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case tuple() | list():
            for one in value:
                yield from _texts_in(one)


def _checked(param: click.Parameter, ctx: click.Context, value: Any) -> Any:
    """The value as it is, ending the call when it cannot be kept, shown or searched for."""
    if all(is_text(one) for one in _texts_in(value)):
        return value
    raise NotTextError("", ctx, param)


class WordedOption(click.Option):
    """An option whose help is translated."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The value of its kind; a text is one."""
        return _checked(self, ctx, super().type_cast_value(ctx, value))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The names of the option and what it is for."""
        if self.hidden:
            return None
        text = _(self.help) if self.help else ""
        if self.required:
            need = _("required")
            text = f"{text} [{need}]"
        return self.get_help_spec(ctx), text

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value, in the language in use."""
        return _metavar(self) or super().make_metavar(ctx)


class WordedArgument(click.Argument):
    """An argument; it is explained in the text of its command."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The value of its kind; a text is one."""
        return _checked(self, ctx, super().type_cast_value(ctx, value))

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value, in the language in use."""
        if isinstance(self.type, click.Choice) or self.nargs != 1:
            return _metavar(self) or super().make_metavar(ctx)
        name = _argument_word(self)
        return name if self.required or self.metavar else f"[{name}]"


class WordedCommand(click.Command):
    """A command whose help is translated; ``example`` is a whole line to copy.

    ``file_lines`` say what the file that the command reads may hold.
    """

    example: str = ""
    file_lines: Callable[[], Iterable[str]] | None = None

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
        if self.file_lines is not None:
            with formatter.section(_("In the file")), formatter.indentation():
                for line in self.file_lines():
                    formatter.write(f"{'':{formatter.current_indent}}{line}".rstrip() + "\n")

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


def alone(show: "Callable[Concatenate[Call, P], int]") -> "Callable[P, int | None]":
    """Give the call to what a group does by itself; nothing is done where a command follows."""

    @wraps(show)
    def done(*args: P.args, **kwargs: P.kwargs) -> int | None:
        context = click.get_current_context()
        if context.invoked_subcommand is not None:
            return None
        return show(context.obj, *args, **kwargs)

    return done


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


def worded(
    name: str,
    *,
    help: str,  # noqa: A002 - click's own name
    example: str,
    file_lines: Callable[[], Iterable[str]] | None = None,
    negative_numbers: bool = False,
) -> Callable[[Callable[..., Any]], WordedCommand]:
    """Decorate a function into a command with a translated help and an example.

    With ``negative_numbers`` "-5" is a number that does not fit, and not an unknown option.
    """

    def make(function: Callable[..., Any]) -> WordedCommand:
        settings = {"ignore_unknown_options": negative_numbers}
        made = click.command(name, cls=WordedCommand, help=help, context_settings=settings)(
            function
        )
        made.example = example
        made.file_lines = file_lines
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
        case click.BadParameter():
            return _bad_value(error)
        case _:
            return _("see {command} --help.").format(command=_path(error))


def _bad_value(error: click.BadParameter) -> str:
    """What a value should have been."""
    kind, name = getattr(error.param, "type", None), _name(error.param)
    match kind:
        case click.Choice():
            choices = ", ".join(str(choice) for choice in kind.choices)
            return _("{name} is one of: {choices}.").format(name=name, choices=choices)
        case click.IntRange():
            text = _("{name} is a number from {low} to {high}.")
            return text.format(name=name, low=kind.min, high=kind.max)
        case _ if isinstance(kind, type(click.INT)):
            return _("{name} is a whole number.").format(name=name)
        case click.DateTime():
            text = _("{name} is a day of the calendar, written like 2026-10-05.")
            return text.format(name=name)
        case NamedPath() if isinstance(error, EmptyPathError):
            return _("{name} is empty: it names no file and no folder.").format(name=name)
        case _ if isinstance(error, NotTextError):
            return _("{name} holds bytes that are no text.").format(name=name)
        case _:
            return _("{name} cannot be used like this.").format(name=name)


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "…"
    if isinstance(param, click.Argument):
        return _argument_word(param)
    return _longest(param.opts)


def _longest(names: Sequence[str]) -> str:
    return max(names, key=len, default="…")


def _path(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if isinstance(context, click.Context) else "so138"
