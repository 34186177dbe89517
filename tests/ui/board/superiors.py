"""Made-up superiors for tests and pictures: units with sealed files, made in a moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from desktop.actions.deadlines import change_deadlines
from desktop.actions.deciding import accept_unit
from desktop.actions.desk import Desk, RandomIds
from desktop.actions.office_keys import office_keys
from desktop.actions.receiving import receive_packages
from desktop.actions.setup import Sources, new_commune
from desktop.actions.units import record_unit
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.deadlines import Deadlines
from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.periods import PeriodKind, month_period
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.shell.context import ShellContext
from desktop.ui.work import ImmediateExecutor
from tests.actions import units_making
from tests.actions.senders import SINCE, Sender
from tests.actions.units_making import SUPERIOR, Sent, receive, sent_month

OCTOBER = month_period(2026, 10)
TODAY = date(2026, 10, 20)
WARDS = (
    "Phú Xuân", "Kim Long", "Vỹ Dạ", "Thuận Hóa", "Hương An", "Thủy Xuân", "An Cựu", "Hương Trà",
    "Hóa Châu", "Phong Điền", "Phong Thái", "Phong Dinh", "Phong Phú", "Phong Quảng", "Dương Nỗ",
    "Mỹ Thượng", "Thanh Thủy", "Hương Thủy", "Phú Bài", "Thuận An",
)  # fmt: skip
COMMUNES = (
    "Đan Điền", "Quảng Điền", "Bình Điền", "Phú Vinh", "Phú Hồ", "Phú Vang", "Vinh Lộc",
    "Hưng Lộc", "Lộc An", "Phú Lộc", "Chân Mây - Lăng Cô", "Long Quảng", "Nam Đông", "Khe Tre",
    "A Lưới 1", "A Lưới 2", "A Lưới 3", "A Lưới 4", "A Lưới 5", "Quảng Nhâm",
)  # fmt: skip


@dataclass(frozen=True)
class FixedClock:
    """Half past ten of one day."""

    day: date = TODAY

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 3, 30, tzinfo=UTC)

    def today(self) -> date:
        return self.day


def forty_units() -> tuple[ExpectedUnit, ...]:
    """The wards and communes of Huế in an order of a list."""
    names = [f"Phường {name}" for name in WARDS] + [f"Xã {name}" for name in COMMUNES]
    kinds = ["Phường"] * len(WARDS) + ["Xã"] * len(COMMUNES)
    return tuple(
        ExpectedUnit(f"{19700 + number}", name, SINCE, kind=kind, position=number)
        for number, (name, kind) in enumerate(zip(names, kinds, strict=True), 1)
    )


def empty_superior(folder: Path, *, today: date = TODAY) -> Desk:
    """A superior at its first day: no units, no deadline."""
    sources = Sources(FixedClock(today), RandomIds())
    made = new_commune(folder, SUPERIOR, sources=sources).value
    assert made is not None
    return made


def year_of_forty(
    folder: Path, *, months: int = 10, units: tuple[ExpectedUnit, ...] = (), today: date = TODAY
) -> Desk:
    """A superior whose units sent month after month; in the last one some are late or wait."""
    listed = units or forty_units()
    sources = Sources(FixedClock(today), RandomIds())
    made = units_making.superior_desk(folder, sources, listed)
    office_keys(made)
    sent: dict[UnitId, list[Sent]] = {}
    for month in range(1, months + 1):
        on = month_period(2026, month).last_day.replace(day=16)
        packages = [
            one
            for number, unit in enumerate(listed)
            for one in _of_month(unit, month, number, sent, last=month == months)
        ]
        receive(made, *packages, name=f"{on} 1, USB KINGSTON", on=on)
    return made


def _of_month(
    unit: ExpectedUnit, month: int, number: int, sent: dict[UnitId, list[Sent]], *, last: bool
) -> list[Sent]:
    """What a unit sends of a month: mostly one file, now and then a correction after it."""
    if last and number % 7 == 2:
        return []
    own = sent.setdefault(unit.unit, [])
    seeds = (0, 1) if (number + month) % 11 == 0 else (0,)
    before = len(own)
    for seed in seeds:
        previous = own[-1].package_id if own else ""
        snapshot = sent_month(unit, month, seed=seed)
        signer = "f" * 64 if last and number == 7 else ""
        own.append(Sent(unit, snapshot, len(own) + 1, seed, signer=signer, previous=previous))
    return own[before:]


def sealed_superior(folder: Path, senders: tuple[Sender, ...] = ()) -> Desk:
    """A superior with keys, a deadline, and a unit for every sender."""
    profile = CommuneProfile(
        name="Thành phố Huế",
        code="46",
        valid_from=SINCE,
        superior="Trung ương",
        role=Role.SUPERIOR,
        first_month="2026-09",
    )
    sources = Sources(FixedClock(), RandomIds())
    made = new_commune(folder, profile, sources=sources).value
    assert made is not None
    office_keys(made)
    change_deadlines(made, Deadlines({PeriodKind.MONTH: 3}))
    for position, sender in enumerate(senders, 1):
        unit = ExpectedUnit(sender.code, sender.name, SINCE, position=position)
        assert record_unit(made, unit).done
    return made


def sender_for(desk: Desk, code: str, name: str) -> Sender:
    """A commune that seals for this superior and stands in its list."""
    unit = ExpectedUnit(code, name, SINCE, position=int(code) % 1000)
    record_unit(desk, unit)
    return Sender(code, office_keys(desk).current.public, name)


def trusted(desk: Desk, sender: Sender, folder: Path, month: str = "2026-09") -> Path:
    """A commune's first file, received and accepted by the code on its slip."""
    path = sender.send(folder, month)
    receive_packages(desk, [path])
    assert accept_unit(desk, sender.code, sender.sent[0].check_code).done
    return path


def context_for(theme: Theme, month: str = "2026-10") -> ShellContext:
    """A shell whose work runs at once."""
    return ShellContext(
        work=ImmediateExecutor(),
        theme=theme,
        memory=WindowMemory(None),
        month=month_period(int(month[:4]), int(month[5:])),
        explain=lambda error: str(error) if isinstance(error, OSError) else None,
    )
