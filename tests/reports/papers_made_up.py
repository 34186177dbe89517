"""Every short paper of the made-up commune, from empty to extreme."""

from dataclasses import replace
from datetime import date

from desktop.domain.line_codes import LineKind, line_code
from desktop.domain.periods import parse_period
from desktop.domain.sessions import OutreachSession, SessionStatus
from desktop.domain.snapshot import Snapshot
from desktop.domain.snapshot_making import build_snapshot
from desktop.reports.hand_over import Inventory, post_hand_over
from desktop.reports.model_register import model_register
from desktop.reports.month_plan import month_plan
from desktop.reports.reminder import reminder
from desktop.reports.session_forms import MinutesSubject, collection_forms, minutes
from desktop.reports.session_register import session_register
from desktop.reports.tree import Document
from tests.reports.made_up import FRAME, facts, snapshot

CODE = "4C7K-29XM"
NAMES = ("Tổ dân phố 5", "Tổ dân phố 6")
INVENTORY = Inventory(
    groups=23,
    groups_past=2,
    held=1834,
    counting=1790,
    not_held=6,
    first_day=date(2025, 9, 1),
    last_day=date(2026, 10, 12),
    closed=("2025-12", "2026-01", "2026-02", "2026-04", "2026-Q1"),
    members=7,
    signers=2,
)
HELD = OutreachSession(
    "held",
    date(2026, 10, 2),
    ("g005", "g006"),
    start_time="19:30",
    place="Nhà văn hóa tổ 5",
    format="Hội nghị",
    topics=("Tác hại của ma túy tổng hợp",),
    audiences=("Nhân dân",),
    lead_body="Công an phường",
    partner_bodies=("Đoàn TN",),
    attendance=1834,
    materials="50 tờ rơi",
)


def quarter() -> Snapshot:
    """The third quarter, still open."""
    return build_snapshot(facts(23), parse_period("2026-Q3"), draft=True)


def with_planned(made: Snapshot) -> Snapshot:
    """The month with a planned session of the fourth group's neighbour."""
    planned = OutreachSession(
        "planned", date(2026, 10, 13), ("g011",), status=SessionStatus.PLANNED
    )
    return replace(made, sessions=(*made.sessions, planned))


def codes(made: Snapshot) -> dict[str, str]:
    """The codes of the groups."""
    return {
        line.id: line_code(LineKind.GROUP_MONTH, month=made.period.id, identity=line.id).text
        for line in made.groups
    }


def plan(made: Snapshot, starting: date = date(2026, 10, 5)) -> Document:
    """The plan of the month."""
    members = {"g004": "Lê Thị Hoa", "g011": "Trần Văn Đức"}
    return month_plan(made, FRAME, starting=starting, members=members)


def all_papers() -> dict[str, Document]:
    """Papers by a name for the tests."""
    months = {
        "none": snapshot(0),
        "one": snapshot(1, draft=False),
        "usual": with_planned(snapshot(23)),
        "sixty long names": snapshot(60, long_names=True),
        "no session": snapshot(5, sessions=False),
    }
    found: dict[str, Document] = {
        "register of a quarter": session_register(quarter(), FRAME),
        "minutes": minutes(
            snapshot(23), FRAME, MinutesSubject(session=HELD, groups=NAMES, code=CODE)
        ),
        "minutes of a group": minutes(
            snapshot(23), FRAME, MinutesSubject(groups=NAMES[:1], code=CODE)
        ),
        "blank minutes": minutes(snapshot(23), FRAME, MinutesSubject()),
        "plan without days left": plan(snapshot(23), date(2026, 11, 1)),
    }
    for name, made in months.items():
        found[f"session register, {name}"] = session_register(made, FRAME)
        found[f"model register, {name}"] = model_register(made, FRAME)
        found[f"collection form, {name}"] = collection_forms(made, FRAME, codes(made))
        found[f"plan, {name}"] = plan(made)
        found[f"reminder, {name}"] = reminder(made, FRAME)
        found[f"hand-over, {name}"] = post_hand_over(made, FRAME, INVENTORY)
    return found
