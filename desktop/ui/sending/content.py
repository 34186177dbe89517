"""What the room shows of the store: periods to send, files sent, remarks, the connection."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.actions.connection import Connected, connected, own_fingerprint
from desktop.actions.desk import Desk
from desktop.actions.periods import closing_in_force, period_named
from desktop.actions.sent_contents import SentContents, contents_of
from desktop.actions.sent_periods import (
    Remarked,
    Sendable,
    SendState,
    SentLine,
    history,
    is_first,
    passphrase_of,
    remarked_periods,
    sendable_periods,
)
from desktop.domain.periods import Period, PeriodKind

_DONE = (SendState.RECEIVED, SendState.ACCEPTED)

_ROOMS: Mapping[str, str] = {
    "activity": "sessions",
    "duty": "sessions",
    "models": "models",
    "counts": "counts",
    "objectives": "objectives",
}
"""The rooms of the blocks of figures that a remark may speak of."""


@dataclass(frozen=True, slots=True)
class RemarkedPeriod:
    """A period that the superior returned or remarked on; ``open``: it is being corrected.

    ``corrected``: its new figures are closed, and not sent yet.
    """

    period: Period
    said: Remarked
    open: bool
    corrected: bool = False

    @property
    def returned(self) -> bool:
        """Whether it was returned, and not accepted with remarks."""
        return self.said.kind == "returned"


@dataclass(frozen=True, slots=True)
class SendingView:
    """The closed periods, the history of files, what is to be corrected, and the superior."""

    month: Period
    month_closed: bool
    periods: tuple[Sendable, ...]
    history: tuple[SentLine, ...]
    remarked: tuple[RemarkedPeriod, ...]
    connected: Connected | None
    own_fingerprint: str = ""

    @property
    def waiting(self) -> tuple[Sendable, ...]:
        """The closed periods that the superior has not received yet."""
        return tuple(one for one in self.periods if one.state not in _DONE)

    def line(self, package_id: str) -> SentLine | None:
        """A file of the history."""
        return next((one for one in self.history if one.package.package_id == package_id), None)

    def sendable(self, period: str) -> Sendable | None:
        """A closed period by its name."""
        return next((one for one in self.periods if one.period.id == period), None)


def read_sending(desk: Desk, month: Period) -> SendingView:
    """What the room shows; runs on the worker."""
    periods = sendable_periods(desk)
    corrected = {one.period.id for one in periods if one.state is SendState.CORRECTED}
    return SendingView(
        month=month,
        month_closed=closing_in_force(desk, month.id) is not None,
        periods=periods,
        history=history(desk),
        remarked=tuple(
            _remarked(desk, one, corrected=one.period in corrected)
            for one in remarked_periods(desk)
            # What was accepted with remarks asks for nothing: it is told with its own month.
            if one.kind == "returned" or one.period == month.id
        ),
        connected=connected(desk),
        own_fingerprint=own_fingerprint(desk),
    )


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of the history with what its slip carries; ``size`` in bytes, 0 where not told.

    ``passphrase`` is empty where the file is sealed for the superior's key, and
    ``fingerprint`` unless it is the first that this office's key signed. ``superior`` is named
    where the file is for the one that is connected now.
    """

    line: SentLine
    size: int = 0
    passphrase: str = ""
    fingerprint: str = ""
    superior: str = ""
    contents: SentContents | None = None


def read_files(desk: Desk, sizes: Mapping[str, int]) -> tuple[FileFacts, ...]:
    """Files that were made here, each with its size (0 where not told); runs on the worker."""
    found = (_read_file(desk, package_id, size) for package_id, size in sizes.items())
    return tuple(one for one in found if one is not None)


def _read_file(desk: Desk, package_id: str, size: int) -> FileFacts | None:
    line = next((one for one in history(desk) if one.package.package_id == package_id), None)
    if line is None:
        return None
    fingerprint = own_fingerprint(desk) if is_first(desk, line.package) else ""
    now = connected(desk)
    known = now is not None and now.superior.id == line.package.superior_id
    return FileFacts(
        line,
        size,
        passphrase=passphrase_of(desk, line.package) or "",
        fingerprint=fingerprint,
        superior=now.superior.name if now is not None and known else "",
        contents=contents_of(desk, line.package.closing_id),
    )


def room_of(where: str) -> str:
    """The room in which a remark is dealt with."""
    return _ROOMS.get(where, "sessions")


def month_of_remark(period: Period) -> str:
    """The month in which a period is corrected: for a longer one its last."""
    last = period.last_day
    return period.id if period.kind is PeriodKind.MONTH else f"{last.year}-{last.month:02}"


def _remarked(desk: Desk, said: Remarked, *, corrected: bool) -> RemarkedPeriod:
    is_open = closing_in_force(desk, said.period) is None
    return RemarkedPeriod(period_named(desk, said.period), said, is_open, corrected)
