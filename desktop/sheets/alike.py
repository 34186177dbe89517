"""Groups of a list whose names look the same on paper, as rows of the list or as known groups."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.domain.groups import GroupDraft, ResidentialGroup, looking_alike
from desktop.domain.problems import Severity
from desktop.sheets.results import CellProblem, SheetRow


def mark_alike(rows: Iterable[SheetRow], known: Sequence[ResidentialGroup]) -> Iterable[SheetRow]:
    """A row whose name looks like another one's bears a warning: "Tổ l" beside "Tổ 1"."""
    named = list(known)
    for row in rows:
        draft = row.draft
        if not isinstance(draft, GroupDraft):
            yield row
            continue
        told = tuple(
            CellProblem(row.sheet, row.row_number, "", one.code, one.details, Severity.WARNING)
            for one in looking_alike(draft, named)
        )
        named.append(ResidentialGroup(f"row {row.row_number}", draft.name))
        yield replace(row, problems=(*row.problems, *told)) if told else row
