"""A commune with closed months, and a superior of tests that answers its files."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.groups import groups, record_group
from desktop.actions.periods import period_named
from desktop.actions.sending import SentFile, send_period
from desktop.actions.sessions import record_session
from desktop.domain.groups import GroupDraft
from desktop.domain.periods import Period, PeriodKind
from desktop.domain.sessions import SessionDraft
from desktop.exchange.connection import ConnectionDraft, build_connection
from desktop.exchange.keys import OwnKeys
from desktop.exchange.package import Package, Reader, open_package
from desktop.exchange.receipt import (
    ReceiptKind,
    Remark,
    receipt_for,
    seal_receipt,
    telephone_code,
)

NOON = datetime(2026, 10, 21, 5, 0, tzinfo=UTC)
AUGUST, SEPTEMBER = "2026-08", "2026-09"


@dataclass
class Office:
    """A superior with its keys; ``number`` is that of its last connection file."""

    keys: OwnKeys
    name: str = "Thành phố Huế"
    code: str = "46"
    number: int = 0

    @classmethod
    def new(cls, name: str = "Thành phố Huế") -> "Office":
        """A superior with keys that nobody had before."""
        return cls(OwnKeys.new(), name)

    def connection(
        self, *, previous: OwnKeys | None = None, plan: str = "", plan_content: str = ""
    ) -> bytes:
        """Its next connection file."""
        self.number += 1
        draft = ConnectionDraft(
            number=self.number,
            name=self.name,
            level="Thành phố",
            salutation="Ban Chỉ đạo 138 thành phố Huế, qua Công an thành phố",
            code=self.code,
            deadline={PeriodKind.MONTH: 3},
            plan_id=plan,
            plan=plan_content,
            made_on=date(2026, 10, 1),
        )
        return build_connection(draft, self.keys, previous=previous.signing if previous else None)

    def renewed(self) -> bytes:
        """New keys, which the keys before them endorse."""
        before, self.keys = self.keys, OwnKeys.new()
        return self.connection(previous=before)

    def read(self, path: Path, *, formerly: tuple[str, ...] = ()) -> Package:
        """A file that came to it."""
        return open_package(path.read_bytes(), Reader(keys=(self.keys.sealing,), formerly=formerly))

    def answer(
        self,
        package: Package,
        kind: ReceiptKind,
        *remarks: tuple[str, str],
        at: datetime = NOON,
    ) -> bytes:
        """Its receipt."""
        said = receipt_for(
            package.package_id,
            package.manifest,
            kind=kind,
            at=at,
            superior=self.name,
            keys=self.keys,
            remarks=[Remark(text, where) for text, where in remarks],
        )
        return seal_receipt(said, keys=self.keys, reply_to=package.manifest.reply_to)

    @staticmethod
    def code_by_telephone(package: Package, kind: ReceiptKind) -> str:
        """The 12 digits of an answer."""
        return telephone_code(package.manifest.receipt_secret, kind, package.package_id)


def closed_months(desk: Desk) -> tuple[Period, Period]:
    """August and September 2026, closed."""
    assert record_group(desk, GroupDraft("Tổ dân phố 1")).done
    first = groups(desk)[0].id
    assert record_session(desk, SessionDraft(date(2026, 8, 20), (first,), attendance=9)).done
    months = period_named(desk, AUGUST), period_named(desk, SEPTEMBER)
    for month in months:
        assert close_period(desk, month, unanswered=True).done
    return months


def sent(desk: Desk, period: Period, folder: Path) -> SentFile:
    """A period written to a folder."""
    folder.mkdir(exist_ok=True)
    outcome = send_period(desk, period, folder)
    assert outcome.value is not None, outcome.problems
    return outcome.value


def put(folder: Path, name: str, data: bytes) -> Path:
    """A file that came on a stick."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path
