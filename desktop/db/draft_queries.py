"""How many half-typed lines each sheet holds."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.db.store import Store


def sheets_with_drafts(store: "Store") -> dict[str, int]:
    """The sheets that hold half-typed lines, with their number."""
    rows = store.read("SELECT sheet, count(*) FROM unfinished_lines GROUP BY sheet ORDER BY sheet")
    return {str(sheet): int(count) for sheet, count in rows}
