"""Half-typed lines of the month sheet: rows that outlive a crash, neither logged nor undone."""

import json
from typing import TYPE_CHECKING

from desktop.db.record_queries import UnfinishedLine, unfinished_lines

if TYPE_CHECKING:
    from desktop.db.writing import Write

TABLE = "unfinished_lines"

__all__ = ["UnfinishedLine", "drop_line", "put_line", "unfinished_lines"]


def put_line(write: "Write", line: UnfinishedLine) -> None:
    """Keep a line as its cells stand now; the line's former state goes."""
    write.put(
        TABLE,
        {
            "id": line.id,
            "sheet": line.sheet,
            "position": line.position,
            "cells": json.dumps(line.cells, ensure_ascii=False),
        },
    )


def drop_line(write: "Write", line_id: str) -> bool:
    """Forget a line that was written or emptied; false when it was not there."""
    return write.remove(TABLE, line_id)
