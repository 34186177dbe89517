"""Communes that send, folders for sticks, and drives that are made up."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.actions.closing import close_period, mark_printed
from desktop.actions.connection import connect
from desktop.actions.desk import Desk
from desktop.actions.receipts import receive_files
from desktop.actions.sending import SentFile, send_period
from desktop.domain.periods import Period, month_period
from desktop.exchange.drives import Partition, Room
from desktop.exchange.keys import OwnKeys
from desktop.exchange.receipt import ReceiptKind
from tests.actions.sending_making import Office, put
from tests.ui.overview.offices import busy_desk

JULY, AUGUST, SEPTEMBER = (month_period(2026, number) for number in (7, 8, 9))
GIB = 1 << 30


@dataclass
class StickDrives:
    """Folders that play sticks: plugged in and pulled out by the test."""

    there: dict[Path, str] = field(default_factory=dict)
    locked: set[Path] = field(default_factory=set)
    free: int = int(6.2 * GIB)

    def plug(self, folder: Path, label: str = "KINGSTON") -> Path:
        """A stick with a label."""
        folder.mkdir(parents=True, exist_ok=True)
        self.there[folder] = label
        return folder

    def pull(self, folder: Path) -> None:
        """The stick is gone."""
        del self.there[folder]

    def partitions(self) -> Iterable[Partition]:
        """What is plugged in."""
        return tuple(
            Partition(str(one), f"/dev/{one.name}", "exfat", "ro" if one in self.locked else "rw")
            for one in self.there
        )

    def room(self, _folder: str) -> Room | None:
        """As much as any stick."""
        return Room(8 * GIB, self.free)

    def label(self, partition: Partition) -> str:
        """Its label."""
        return self.there[Path(partition.folder)]

    def serial(self, partition: Partition) -> str:
        """A number of its own."""
        return f"{self.there[Path(partition.folder)]}-1"

    def removable(self, _partition: Partition) -> bool:
        """All of them."""
        return True


@dataclass
class Sender:
    """A commune, its superior, and a folder where sticks appear."""

    desk: Desk
    office: Office
    media: Path
    drives: StickDrives = field(default_factory=StickDrives)

    def stick(self, label: str = "KINGSTON") -> Path:
        """A stick that is plugged in."""
        return self.drives.plug(self.media / label, label)

    def sends(self, period: Period, folder: Path | None = None) -> SentFile:
        """A period written to a stick that was pulled out again."""
        place = folder or self.media / "earlier"
        place.mkdir(parents=True, exist_ok=True)
        outcome = send_period(self.desk, period, place)
        assert outcome.value is not None, outcome.problems
        return outcome.value

    def answers(
        self, sent: SentFile, kind: ReceiptKind, *remarks: tuple[str, str], to: Path
    ) -> Path:
        """The superior's receipt in a folder."""
        data = self.office.answer(self.office.read(sent.path), kind, *remarks)
        return put(to, f"{sent.path.stem}_{kind.value}.s138r", data)

    def takes(self, sent: SentFile, kind: ReceiptKind, *remarks: tuple[str, str]) -> None:
        """The receipt came back and was taken in."""
        file = self.answers(sent, kind, *remarks, to=self.media / "earlier")
        assert receive_files(self.desk, [file]).receipts


def closed(desk: Desk, *months: Period) -> None:
    """Close and print months."""
    for month in months:
        assert close_period(desk, month, unanswered=True).done
        assert mark_printed(desk, month).done


def sender(
    folder: Path, *, groups: int = 6, connected: bool = True, compared: bool = True
) -> Sender:
    """July to September are closed and printed; nothing is sent yet."""
    desk = busy_desk(folder / "data", groups)
    closed(desk, JULY, AUGUST, SEPTEMBER)
    office = Office.new()
    office = replace(office, name="Ban Chỉ đạo 138 thành phố Huế")
    if connected:
        assert connect(desk, office.connection(), confirmed=compared).done
    return Sender(desk, office, folder / "media")


def with_waiting(folder: Path) -> Sender:
    """A connection file came with keys that those compared do not vouch for: it waits."""
    made = sender(folder)
    other = folder / "S138_ket-noi_46_0002.s138c"
    other.write_bytes(replace(made.office, keys=OwnKeys.new()).connection())
    assert receive_files(made.desk, [other]).connections[0].state == "to_confirm"
    return made


def with_history(folder: Path, *, groups: int = 6) -> Sender:
    """July was received, August returned, September is closed and not sent."""
    made = sender(folder, groups=groups)
    made.takes(made.sends(JULY), ReceiptKind.RECEIVED)
    returned = (("Thiếu số liệu Tổ dân phố 7", "activity"), ("Xem lại số mô hình", "models"))
    made.takes(made.sends(AUGUST), ReceiptKind.RETURNED, *returned)
    return made
