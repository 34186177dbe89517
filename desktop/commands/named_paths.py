"""Files and folders that a call names."""

from pathlib import Path
from typing import Any

import click


class EmptyPathError(click.BadParameter):
    """A file or folder was named with an empty name."""


class NamedPath(click.Path):
    """A file or folder that the call names; an empty name is none.

    A variable of a script that was never set gives one: taken for the folder that the call is
    made in, everything in there and below would be read or written.
    """

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; an empty name is a wrong call."""
        if not str(value).strip():
            raise EmptyPathError("", ctx, param)
        return super().convert(value, param, ctx)
