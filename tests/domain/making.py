"""Short ways to make groups, sessions, models and facts for tests."""

from dataclasses import replace
from datetime import date

from desktop.domain.commune import CommuneProfile, CountingSettings
from desktop.domain.groups import GroupState, ResidentialGroup
from desktop.domain.models import CommunityModel, ModelStatus, StatusChange
from desktop.domain.sessions import NotHeldStatement, OutreachSession
from desktop.domain.snapshot_making import Facts

PROFILE = CommuneProfile(
    name="Phường Hương Trà",
    code="19996",
    valid_from=date(2025, 7, 1),
    superior="Thành phố Huế",
    first_month="2025-01",
)


def group(name: str, *, since: date | None = None, until: date | None = None) -> ResidentialGroup:
    """A group whose id is its name."""
    return ResidentialGroup(name, name, active_from=since, active_until=until)


def merged(name: str, *, on: date, into: str) -> ResidentialGroup:
    """A group that was merged into another on a day."""
    return ResidentialGroup(
        name, name, active_until=on, end=GroupState.MERGED, successor_ids=(into,)
    )


def held(day: date, *groups: str, attendance: int | None = 10, number: int = 0) -> OutreachSession:
    """A session held for groups; without groups it is commune-wide."""
    return OutreachSession(
        id=f"{day.isoformat()}-{'-'.join(groups)}-{number}",
        held_on=day,
        group_ids=groups,
        commune_wide=not groups,
        attendance=attendance,
    )


def model(
    name: str, *groups: str, status: ModelStatus = ModelStatus.ACTIVE, since: date | None = None
) -> CommunityModel:
    """A model of groups in one status."""
    return CommunityModel(
        name,
        name,
        group_ids=groups,
        commune_wide=not groups,
        statuses=(StatusChange(status, since),),
    )


def facts(
    *groups: ResidentialGroup,
    sessions: tuple[OutreachSession, ...] = (),
    models: tuple[CommunityModel, ...] = (),
    statements: tuple[NotHeldStatement, ...] = (),
    settings: CountingSettings | None = None,
    profile: CommuneProfile = PROFILE,
) -> Facts:
    """Facts of a commune."""
    return Facts(profile, settings or CountingSettings(), groups, sessions, models, statements)


def owned(one: Facts, owner: str) -> Facts:
    """The same facts, the groups with identities that those of no other commune have."""

    def ids(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{owner} {name}" for name in names)

    return replace(
        one,
        groups=tuple(
            replace(each, id=f"{owner} {each.id}", successor_ids=ids(each.successor_ids))
            for each in one.groups
        ),
        sessions=tuple(replace(each, group_ids=ids(each.group_ids)) for each in one.sessions),
        models=tuple(replace(each, group_ids=ids(each.group_ids)) for each in one.models),
    )
