"""A made-up commune: believable facts of any size, the same for the same arguments."""

import random
from datetime import date, timedelta

from desktop.domain.commune import CommuneProfile, CountingSettings, Signer, SigningAuthority
from desktop.domain.groups import ResidentialGroup
from desktop.domain.models import CommunityModel, ModelStatus, StatusChange
from desktop.domain.periods import month_period
from desktop.domain.sessions import NotHeldStatement, OutreachSession, SessionStatus
from desktop.domain.snapshot import Snapshot
from desktop.domain.snapshot_making import Facts, build_snapshot
from desktop.reports.frame import PaperFrame

FORMATS = (
    "Họp tổ dân phố, lồng ghép họp thôn",
    "Hội nghị",
    "Truyền thanh cơ sở (loa)",
    "Nói chuyện chuyên đề",
    "Sinh hoạt chi bộ, chi hội",
)
TOPICS = ("Tác hại của ma túy tổng hợp", "Luật Phòng, chống ma túy năm 2021", "Ký cam kết")
LEADS = ("Công an phường", "Ban điều hành tổ dân phố", "Hội LHPN", "Đoàn TN", "UBMTTQ")
AUDIENCES = ("Nhân dân", "Thanh thiếu niên", "Phụ nữ, phụ huynh", "Cựu chiến binh")
KINDS = ("Tổ tự quản ANTT", "Khu dân cư không ma túy", "Camera an ninh", "Dòng họ tự quản")

PROFILE = CommuneProfile(
    name="Phường Hương Trà",
    code="19996",
    valid_from=date(2025, 7, 1),
    superior="Thành phố Huế",
    superior_salutation="Ban Chỉ đạo 138 thành phố Huế",
    recipients=("Đảng ủy, UBND phường", "Thành viên BCĐ 138 phường"),
    plan_reference="Kế hoạch số 302/KH-UBND của Ủy ban nhân dân tỉnh Thừa Thiên Huế",
    first_month="2026-01",
)
SIGNER = Signer(
    id="s1",
    name="Nguyễn Văn Hòa",
    authority=SigningAuthority.FOR_HEAD,
    authority_of="TRƯỞNG BAN",
    committee_title="PHÓ TRƯỞNG BAN",
    office_title="Trưởng Công an phường",
)
FRAME = PaperFrame.of(PROFILE, year=2026, signer=SIGNER)
LONG = "Tổ dân phố Khu tái định cư Hương Hồ - Long Hồ Thượng giáp đường tránh Tây Huế số"
"""Eighty letters with a number behind it."""


def facts(
    groups: int = 23, *, seed: int = 1, long_names: bool = False, sessions: bool = True
) -> Facts:
    """The facts of a commune: two years of sessions, models, joint sessions, gaps and reasons."""
    chance = random.Random(seed)
    listed = tuple(
        ResidentialGroup(
            id=f"g{number:03d}",
            name=f"{LONG} {number}" if long_names else f"Tổ dân phố {number}",
            kind="Tổ dân phố",
            households=chance.randint(100, 470),
            population=chance.randint(400, 1900),
        )
        for number in range(1, groups + 1)
    )
    held = _sessions(listed, chance) if sessions else ()
    return Facts(
        profile=PROFILE,
        settings=CountingSettings(),
        groups=listed,
        sessions=held,
        models=_models(listed, chance) if sessions else (),
        statements=_statements(listed),
    )


def _statements(groups: tuple[ResidentialGroup, ...]) -> tuple[NotHeldStatement, ...]:
    if len(groups) < 4:
        return ()
    return (NotHeldStatement("n1", groups[3].id, "2026-10", "nước lụt, cả tổ di dời"),)


def _sessions(
    groups: tuple[ResidentialGroup, ...], chance: random.Random
) -> tuple[OutreachSession, ...]:
    made: list[OutreachSession] = []
    for back in range(14):
        start = month_period(2026, 10).start - timedelta(days=30 * back)
        for place, group in enumerate(groups):
            if place % 7 == 3 or chance.random() < 0.1:
                continue
            joint = (group.id, groups[place + 1].id) if place % 11 == 5 < len(groups) - 6 else ()
            made.append(_session(len(made), start, joint or (group.id,), chance))
    made.append(
        OutreachSession(
            "wide",
            date(2026, 9, 26),
            commune_wide=True,
            format=FORMATS[2],
            topics=(TOPICS[0],),
            lead_body="UBND phường",
            attendance=0,
        )
    )
    if groups:
        late = SessionStatus.POSTPONED
        made.append(OutreachSession("late", date(2026, 10, 3), (groups[0].id,), status=late))
    return tuple(made)


def _session(
    number: int, start: date, groups: tuple[str, ...], chance: random.Random
) -> OutreachSession:
    return OutreachSession(
        id=f"s{number:05d}",
        held_on=start + timedelta(days=chance.randint(0, 28)),
        group_ids=groups,
        format=chance.choice(FORMATS),
        topics=(chance.choice(TOPICS),),
        audiences=(chance.choice(AUDIENCES),),
        lead_body=chance.choice(LEADS),
        partner_bodies=(chance.choice(LEADS),),
        attendance=None if number % 17 == 4 else chance.randint(20, 140),
    )


def _models(
    groups: tuple[ResidentialGroup, ...], chance: random.Random
) -> tuple[CommunityModel, ...]:
    made: list[CommunityModel] = []
    for place, group in enumerate(groups):
        if place % 9 == 8:
            continue
        kind = chance.choice(KINDS)
        paused = place % 10 == 6
        made.append(
            CommunityModel(
                id=f"m{place:03d}",
                name=f"{kind} {group.name}",
                kind=kind,
                group_ids=(group.id,),
                founded_year=2019 + place % 6 if place % 3 else None,
                members=None if place % 8 == 2 else 5 + place,
                statuses=(
                    StatusChange(ModelStatus.PAUSED, date(2026, 8, 20))
                    if paused
                    else StatusChange(ModelStatus.WEAK if place % 13 == 4 else ModelStatus.ACTIVE),
                ),
            )
        )
    return tuple(made)


def snapshot(
    groups: int = 23,
    *,
    draft: bool = True,
    long_names: bool = False,
    sessions: bool = True,
    month: int = 10,
) -> Snapshot:
    """The snapshot of a month of that commune."""
    known = facts(groups, long_names=long_names, sessions=sessions)
    return build_snapshot(known, month_period(2026, month), draft=draft)
