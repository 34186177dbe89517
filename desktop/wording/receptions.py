"""How a reception stands, in words."""

from datetime import datetime
from typing import Protocol

from desktop.domain.official_days import official_day
from desktop.i18n import _, format_date, ngettext


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


def reception_state(one: Stood) -> str:
    """ "đang được tính", "cần đối chiếu", "1 tệp cần đối chiếu", "đã rút lại ngày …"."""
    undone = one.reception.undone_at
    if undone is not None:
        return _("taken back on {day}").format(day=format_date(official_day(undone)))
    if one.waiting and one.waiting == one.reception.packages:
        return _("waits to be verified")
    if one.waiting:
        said = ngettext("{count} file to be verified", "{count} files to be verified", one.waiting)
        return said.format(count=one.waiting)
    return _("in force") if one.counting else _("no longer counted")
