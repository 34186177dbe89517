"""The three lists that lie beside a checkout: each row counted by hand against the reading."""

import os
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.domain.groups import GroupDraft, ResidentialGroup
from desktop.domain.models import ModelDraft, ModelStatus
from desktop.domain.sessions import SessionDraft
from desktop.sheets.reading import Known, SheetReading, read_list
from desktop.sheets.workbook import read_workbook

SHARED = Path(os.environ.get("SO138_SHARED", Path(__file__).resolve().parents[3] / "shared"))
EXCEL = SHARED / "data" / "excel"
TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.skipif(not EXCEL.is_dir(), reason="the shared lists are not here")


def reading(name: str, known: Known) -> SheetReading:
    return read_list(read_workbook(EXCEL / name), known, today=TODAY)


@pytest.fixture(scope="module")
def known() -> Known:
    drafts = [row.draft for row in reading("danh-sach-to-dan-pho.xlsx", Known()).rows]
    return Known(
        groups=tuple(
            ResidentialGroup(id=one.name, name=one.name, kind=one.kind)
            for one in drafts
            if isinstance(one, GroupDraft)
        )
    )


def test_the_list_of_groups(known: Known) -> None:
    whole = reading("danh-sach-to-dan-pho.xlsx", Known())
    assert [group.name for group in known.groups] == [
        f"Tổ dân phố {number}" for number in range(1, 24)
    ]
    assert (whole.header_row, whole.problems) == (6, ())
    assert [(one.row_number, one.use) for one in whole.skipped] == [(31, "total")]
    households = [row.draft.households for row in whole.rows if isinstance(row.draft, GroupDraft)]
    assert (households[0], households[-1], len(households)) == (255, 120, 23)


def test_the_list_of_models_in_old_fonts(known: Known) -> None:
    whole = reading("mo-hinh-tcvn3.xlsx", known)
    drafts = [row.draft for row in whole.rows if isinstance(row.draft, ModelDraft)]
    assert (len(drafts), whole.problems) == (20, ())
    without = {group.name for group in known.groups} - {
        name for one in drafts for name in one.group_ids
    }
    assert without == {"Tổ dân phố 6", "Tổ dân phố 13", "Tổ dân phố 20"}
    paused = [one.group_ids[0] for one in drafts if one.status is ModelStatus.PAUSED]
    assert paused == ["Tổ dân phố 7", "Tổ dân phố 15", "Tổ dân phố 23"]
    assert drafts[0].name == drafts[5].name == "Tổ tự quản an ninh trật tự"
    assert drafts[1].name == "Khu dân cư không ma túy"


def test_the_five_bad_rows_of_the_sessions_are_named_by_row_and_column(known: Known) -> None:
    whole = reading("so-tuyen-truyen-2026.xlsx", known)
    assert [(one.row, one.column, one.code) for one in whole.problems] == [
        (213, "B", "date_invalid"),
        (214, "C", "group_unknown_like"),
        (215, "F", "number_negative"),
        (216, "B", "date_in_future"),
        (217, "F", "number_not_understood"),
    ]
    assert (len(whole.rows), whole.date_order_needed) == (211, ())


def by_hand() -> dict[tuple[int, int], set[str]]:
    """The groups met in each reporting month of 2026, counted plainly from the cells."""
    met: dict[tuple[int, int], set[str]] = {}
    sheet: Any = load_workbook(EXCEL / "so-tuyen-truyen-2026.xlsx").worksheets[0]
    for row in sheet.iter_rows(min_row=7, max_row=212, values_only=True):
        when = row[1] if isinstance(row[1], datetime) else datetime.strptime(row[1], "%d/%m/%Y")  # noqa: DTZ007
        month = when.year * 12 + when.month - 1 + (when.day >= 15)
        names = {f"Tổ dân phố {number}" for number in re.findall(r"\d+", row[2])}
        met.setdefault((month // 12, month % 12 + 1), set()).update(names)
    return met


def test_the_groups_met_in_every_reporting_month_agree_with_a_count_by_hand(known: Known) -> None:
    met: dict[tuple[int, int], set[str]] = {}
    for row in reading("so-tuyen-truyen-2026.xlsx", known).rows:
        if isinstance(row.draft, SessionDraft) and row.draft.held_on is not None:
            day = row.draft.held_on
            later = day.day >= 15
            month = day.year * 12 + day.month - 1 + later
            met.setdefault((month // 12, month % 12 + 1), set()).update(row.draft.group_ids)
    assert met == by_hand()
    assert {month: len(names) for month, names in met.items()}[2026, 10] == len(by_hand()[2026, 10])
