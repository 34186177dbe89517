"""A superior's desk with units that have sent: packages are put where a reception puts them."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random

from desktop.actions.deadlines import change_deadlines
from desktop.actions.desk import Desk
from desktop.actions.figures_text import figures_text
from desktop.actions.plans import plan_named
from desktop.actions.setup import Sources, new_commune
from desktop.db.received_queries import ReceivedContent, ReceivedPackage, Reception
from desktop.db.received_saving import (
    save_expected_unit,
    save_received,
    save_reception,
    save_unit_key,
)
from desktop.db.unit_queries import UnitKey
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.deadlines import Deadlines
from desktop.domain.expected_units import ExpectedUnit
from desktop.domain.periods import PeriodKind, month_period, parse_period
from desktop.domain.plan_entries import PlanEntries
from desktop.domain.plan_facts import NIL, CountEntry
from desktop.domain.plans import PlanPack
from desktop.domain.snapshot import Snapshot, snapshot_bytes
from desktop.domain.snapshot_making import build_snapshot
from desktop.domain.snapshot_plan import with_plan
from tests.domain.making import PROFILE, facts, group, held, model, owned

SINCE = date(2025, 7, 1)
SUPERIOR = CommuneProfile(
    name="Thành phố Huế",
    code="46",
    valid_from=SINCE,
    superior="Trung ương",
    superior_salutation="Ban Chỉ đạo 138 Trung ương",
    parent_body="Ủy ban nhân dân thành phố Huế",
    place_name="Huế",
    role=Role.SUPERIOR,
    first_month="2026-01",
)
LONG_NAME = "Phường Hương Trà và các khu vực nhập vào theo Nghị quyết số 1675 của Quốc hội số"


def units_named(count: int, name: str = "Phường số") -> tuple[ExpectedUnit, ...]:
    """Units with codes from 20001 on."""
    return tuple(
        ExpectedUnit(f"{20000 + number}", f"{name} {number}", SINCE, position=number)
        for number in range(1, count + 1)
    )


def superior_desk(
    folder: Path, sources: Sources, units: Sequence[ExpectedUnit], *, due_after: int | None = 3
) -> Desk:
    """A superior's desk on a new store, with its list of units and a deadline."""
    made = new_commune(folder, SUPERIOR, sources=sources).value
    assert made is not None
    with made.writing(action="import_units", undoable=False) as write:
        for unit in units:
            save_expected_unit(write, unit, unit_id=made.ids.new())
            key = UnitKey(
                id=made.ids.new(),
                unit_code=unit.code,
                valid_from=unit.valid_from,
                signing_public=key_of(unit),
                accepted_at=made.clock.now(),
                officer="o",
            )
            save_unit_key(write, key)
    if due_after is not None:
        change_deadlines(made, Deadlines({PeriodKind.MONTH: due_after}))
    return made


def key_of(unit: ExpectedUnit) -> str:
    """The signing key of a unit."""
    return sha256(unit.code.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Sent:
    """What a unit sent: its snapshot, its place in the chain, and whose key signed it."""

    unit: ExpectedUnit
    snapshot: Snapshot
    sequence: int = 1
    correction: int = 0
    install: str = "i"
    signer: str = ""
    previous: str = ""

    @property
    def package_id(self) -> str:
        """An identity made of what is sent."""
        text = f"{self.unit.code} {self.install} {self.sequence} {self.signer}"
        return sha256(text.encode() + snapshot_bytes(self.snapshot)).hexdigest()


def chained(*sent: Sent) -> tuple[Sent, ...]:
    """What one unit sent, one after the other."""
    found: list[Sent] = []
    for number, one in enumerate(sent, 1):
        previous = found[-1].package_id if found else ""
        found.append(replace(one, sequence=number, previous=previous))
    return tuple(found)


def receive(desk: Desk, *sent: Sent, name: str, on: date = date(2026, 10, 16)) -> None:
    """One reception, put where a reception puts it, totals included."""
    at = datetime(on.year, on.month, on.day, 2, tzinfo=UTC)
    with desk.writing(action="receive", label=name, undoable=False) as write:
        reception = Reception(id=desk.ids.new(), name=name, at=at, officer="o")
        save_reception(write, reception)
        for one in sent:
            package = ReceivedPackage(
                reception_id=reception.id,
                package_id=one.package_id,
                file_name=f"S138_{one.unit.code}_{one.snapshot.period.id}_{one.sequence:04d}.s138",
                unit_code=one.unit.code,
                valid_from=one.unit.valid_from.isoformat(),
                install_id=one.install,
                branch_id="b",
                sequence=one.sequence,
                previous=one.previous,
                period=one.snapshot.period.id,
                correction=one.correction,
                signer_public=one.signer or key_of(one.unit),
                check_code="",
                at=at,
                unit_name=one.unit.name,
                figures=figures_text(one.snapshot),
            )
            packed = zlib.compress(snapshot_bytes(one.snapshot))
            save_received(write, package, ReceivedContent(b"{}", packed, "ab"))


@cache
def plan() -> PlanPack:
    """The plan that everybody follows."""
    found = plan_named("hue-302")
    assert found is not None
    return found


def sent_month(
    unit: ExpectedUnit,
    month: int = 10,
    *,
    seed: int = 0,
    counts: Mapping[str, int | CountEntry] | None = None,
) -> Snapshot:
    """A unit's closed month of 2026 with made-up figures; the same seed, the same figures."""
    return sent_period(unit, f"2026-{month:02d}", seed=seed, counts=counts)


def sent_period(
    unit: ExpectedUnit,
    period_id: str,
    *,
    seed: int = 0,
    counts: Mapping[str, int | CountEntry] | None = None,
) -> Snapshot:
    """A unit's closed period of 2026 with made-up figures of its months."""
    return _sent(unit, period_id, seed, tuple(sorted((counts or {}).items())))


@cache
def _sent(
    unit: ExpectedUnit, period_id: str, seed: int, counts: tuple[tuple[str, int | CountEntry], ...]
) -> Snapshot:
    pack = plan()
    period = parse_period(period_id)
    numbers = [period.number] if period.kind is PeriodKind.MONTH else range(1, 13)
    months = [month_period(2026, number) for number in numbers]
    shown = [one for one in months if one.last_day in period]
    entered: dict[str, dict[str, CountEntry]] = {}
    sessions = []
    names = [f"Tổ dân phố {number}" for number in range(1, 3 + int(unit.code) % 5)]
    for month in shown:
        random = Random(f"{unit.code} {month.id} {seed}")
        for number, name in enumerate(names):
            if random.random() < 0.8:
                people = random.randint(20, 90) if random.random() < 0.9 else None
                sessions.append(held(month.start, name, attendance=people, number=number))
        for one in pack.counts:
            value = dict(counts).get(one.id, _made_up(random))
            entered.setdefault(one.id, {})[month.id] = (
                value if isinstance(value, CountEntry) else CountEntry(value)
            )
    own = tuple(replace(group(name), population=300) for name in names)
    models = tuple(model(f"m{name}", name) for name in names[:-1])
    profile = replace(PROFILE, name=unit.name, code=unit.code, valid_from=unit.valid_from)
    base = facts(*own, sessions=tuple(sessions), models=models, profile=profile)
    made = build_snapshot(owned(base, unit.code), period, draft=False)
    return with_plan(made, pack, PlanEntries(counts=entered))


def _made_up(random: Random) -> CountEntry:
    value = random.choice((0, 0, 1, 2, 3, 5, 8))
    return CountEntry(value) if value else NIL
