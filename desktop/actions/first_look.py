"""What is worth saying once the window stands: findings of a quick check, drafts that were kept."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.actions.desk import Desk

if TYPE_CHECKING:
    from desktop.db.check import Finding

_SHEET = "sessions/"


@dataclass(frozen=True, slots=True)
class FirstLook:
    """``drafts``: months with half-typed lines, the latest last, and how many lines each has."""

    findings: "tuple[Finding, ...]" = ()
    drafts: tuple[tuple[str, int], ...] = ()


def first_look(desk: Desk) -> FirstLook:
    """Check quickly the data and their place, and look for half-typed lines."""
    from desktop.actions.places import place_findings
    from desktop.actions.safety import check
    from desktop.db.draft_queries import sheets_with_drafts

    drafts = tuple(
        (sheet.removeprefix(_SHEET), count)
        for sheet, count in sheets_with_drafts(desk.store).items()
        if sheet.startswith(_SHEET)
    )
    return FirstLook((*check(desk), *place_findings(desk.store.folder)), drafts)
