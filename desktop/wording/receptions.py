"""How a reception stands, in words."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from desktop.domain.official_days import official_day, official_time
from desktop.i18n import _, format_date, format_number, ngettext
from desktop.wording.filling import one_line, shown
from desktop.wording.issued import issued_words


class Received(Protocol):
    """A reception, as the store keeps it."""

    @property
    def packages(self) -> int:
        """How many files it brought."""

    @property
    def undone_at(self) -> datetime | None:
        """When it was taken back."""


class Stood(Protocol):
    """A reception and how many of its files wait for a person or are in the totals."""

    @property
    def reception(self) -> Received:
        """The reception."""

    @property
    def waiting(self) -> int:
        """How many wait."""

    @property
    def counting(self) -> int:
        """How many are in the totals."""


class Report(Protocol):
    """A file that a reception brought."""

    @property
    def unit_code(self) -> str:
        """The code of its unit."""

    @property
    def unit_name(self) -> str:
        """What it calls its unit."""

    @property
    def period(self) -> str:
        """The period that it reports."""


class Numbered(Protocol):
    """A line of the register."""

    @property
    def symbol(self) -> str:
        """Its number as it is written."""

    @property
    def issued_on(self) -> date:
        """Its date."""


class Totals(Protocol):
    """What a file sums up."""

    @property
    def sessions(self) -> int:
        """How many sessions."""

    @property
    def attendance(self) -> int:
        """How many attendances."""


_NAMED = 2
"""More units or months than these are counted instead of being named."""


def brought_words(files: Sequence[Report]) -> str:
    """ "Phường Kim Long · tháng 10/2026", "12 đơn vị · tháng 10/2026"; empty for no file."""
    if not files:
        return ""
    names = dict.fromkeys(one.unit_name or one.unit_code for one in files)
    months = dict.fromkeys(one.period for one in files)
    units = ngettext("{count} unit", "{count} units", len(names)).format(
        count=format_number(len(names))
    )
    spans = ngettext("{count} period", "{count} periods", len(months)).format(
        count=format_number(len(months))
    )
    return _("{unit} · {month}").format(
        unit=", ".join(map(one_line, names)) if len(names) <= _NAMED else units,
        month=", ".join(shown("period", one) for one in months) if len(months) <= _NAMED else spans,
    )


def apart_words(claimed_at: str, figures: Totals | None) -> str:
    """What tells a file from another of its name and number: when its unit wrote it, its totals.

    ``claimed_at`` is the time that the unit's computer bore, as it stands in the file.
    """
    try:
        at = official_time(datetime.fromisoformat(claimed_at))
    except ValueError:
        written = ""
    else:
        day = format_date(at)
        written = _("written at {time} on {day}").format(time=f"{at:%H:%M}", day=day)
    totals = ""
    if figures is not None:
        totals = _("{sessions} sessions, {attendance} attendances").format(
            sessions=format_number(figures.sessions), attendance=format_number(figures.attendance)
        )
    return ", ".join(one for one in (written, totals) if one)


def reception_state(one: Stood) -> str:
    """ "đang được tính", "2/3 tệp đang được tính", "1 tệp cần đối chiếu", "đã thu hồi ngày …"."""
    undone = one.reception.undone_at
    if undone is not None:
        return _("taken back on {day}").format(day=format_date(official_day(undone)))
    if one.waiting and one.waiting == one.reception.packages:
        return _("waits to be verified")
    if one.waiting:
        said = ngettext("{count} file to be verified", "{count} files to be verified", one.waiting)
        return said.format(count=format_number(one.waiting))
    if 0 < one.counting < one.reception.packages:
        said = _("{count} of {all} files in force")
        return said.format(
            count=format_number(one.counting), all=format_number(one.reception.packages)
        )
    return _("in force") if one.counting else _("no longer counted")


def receipts_stay_text() -> str:
    """Of a reception taken back: what becomes of its files, of receipts, and how all comes back."""
    return _(
        "What it brought counts no longer. Receipts"
        " that units have stay with them. Receiving the files again brings everything back."
    )


def printed_with_text(period: str, issued: Numbered | None) -> str:
    """Of a reception taken back: a consolidated report that was made holds figures of it."""
    report = shown("period", period)
    if issued is None:
        said = _(
            "The consolidated report of {period} was made with these figures: a report that "
            "replaces it is to be made."
        )
        return said.format(period=report)
    said = _(
        "The consolidated report of {period} was made with these figures ({issued}): a report that "
        "replaces it is to be made."
    )
    return said.format(period=report, issued=issued_words(issued.symbol, issued.issued_on))
