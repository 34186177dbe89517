"""Files that a command writes: what stood under their name is kept beside them.

A list that somebody filled in, or a paper that was signed, must not go because a command named
the same file. A file of the very same bytes is no other one.
"""

from pathlib import Path
from typing import Any

import click

from desktop.commands.calling import tell
from desktop.commands.worded import F, WordedOption, option
from desktop.i18n import N_, _

_META = "so138.overwrite"
_HELP = N_(
    "Replace a file of this name. Without this one of other content is kept beside it under "
    "another name, which is said."
)


def _remember(context: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001
    context.meta[_META] = value


_SETTINGS: dict[str, Any] = {
    "is_flag": True,
    "expose_value": False,
    "callback": _remember,
    "help": _HELP,
}


def overwrite_option() -> WordedOption:
    """--overwrite for a command whose options stand in a list."""
    return WordedOption(["--overwrite"], **_SETTINGS)


def may_overwrite(function: F) -> F:
    """Decorate a command that writes a file with --overwrite."""
    return option("--overwrite", **_SETTINGS)(function)


def write_output(path: Path, data: bytes) -> None:
    """Write a file; another one of this name gets a name beside it, unless --overwrite is given.

    Raises:
        FileFaultError: it could not be written; what stood there stands there still.
    """
    from desktop.files import write_file, write_keeping

    context = click.get_current_context(silent=True)
    if context is not None and context.meta.get(_META):
        write_file(path, data)
        return
    kept = write_keeping(path, data, name=_kept_name)
    if kept is not None:
        text = _("{path} was there with other content; that file is {kept} now.")
        tell(text.format(path=path, kept=kept))


def _kept_name(name: str, number: int) -> str:
    """ "danh-sach (bản trước).xlsx", "danh-sach (bản trước 2).xlsx" …"""
    whole = Path(name)
    text = _("{name} (before)") if number == 1 else _("{name} (before {number})")
    return text.format(name=whole.stem, number=number) + whole.suffix
