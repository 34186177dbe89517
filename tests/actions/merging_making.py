"""Small communes to merge, each in a folder of its own, and what their merger comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from desktop.actions.counts import write_counts
from desktop.actions.desk import Desk, Outcome, RandomIds
from desktop.actions.groups import record_groups
from desktop.actions.merge_planning import MergeDraft
from desktop.actions.merging import merge
from desktop.actions.models import record_models
from desktop.actions.passwords import FirstOfficer, turn_password_on
from desktop.actions.profile import change_settings
from desktop.actions.sample import PracticeClock
from desktop.actions.sessions import record_session, state_not_held
from desktop.actions.setup import Sources, new_commune, open_desk
from desktop.db.slots import FLOOR
from desktop.domain.commune import CommuneProfile, CountingSettings
from desktop.domain.groups import GroupDraft
from desktop.domain.merging import MergePlan
from desktop.domain.models import ModelDraft
from desktop.domain.periods import parse_period
from desktop.domain.plan_facts import CountEntry
from desktop.domain.sessions import SessionDraft

TODAY = date(2026, 10, 20)
SINCE = date(2025, 7, 1)
MERGED_ON = date(2026, 10, 1)
PASSWORD = "cam-xanh-7-la"  # noqa: S105  of a folder of a test
TOPIC = "Luật Phòng, chống ma túy"


def sources() -> Sources:
    """A clock that stands, and identities that never meet again."""
    return Sources(PracticeClock(TODAY), RandomIds())


@dataclass(frozen=True, slots=True)
class Held:
    """A session: its day and the places of its groups in the list; none: of the whole commune."""

    day: date
    groups: tuple[int, ...] = (0,)
    topic: str = TOPIC
    attendance: int | None = 10


@dataclass(frozen=True, slots=True)
class Made:
    """What a commune of a test holds; counts by month and category."""

    name: str = "Xã A"
    code: str = "20001"
    valid_from: date = SINCE
    first_month: str = "2026-08"
    groups: Sequence[str] = ("Thôn 1", "Thôn 2")
    sessions: Sequence[Held] = ()
    models: Sequence[tuple[str, tuple[int, ...]]] = ()
    stated: Sequence[tuple[int, str]] = ()
    counts: Mapping[str, Mapping[str, CountEntry]] = field(default_factory=dict)
    settings: CountingSettings = field(default_factory=CountingSettings)


def make(folder: Path, made: Made) -> Path:
    """The folder of a commune with its data; closed when it is returned."""
    profile = CommuneProfile(
        name=made.name,
        code=made.code,
        valid_from=made.valid_from,
        superior="Thành phố Huế",
        first_month=made.first_month,
    )
    desk = new_commune(folder, profile, sources=sources()).value
    assert desk is not None
    with desk:
        change_settings(desk, made.settings)
        ids = _groups(desk, made)
        for one in made.sessions:
            _session(desk, ids, one)
        drafts = [
            ModelDraft(name, group_ids=tuple(ids[place] for place in places))
            for name, places in made.models
        ]
        assert record_models(desk, drafts).done
        for place, month in made.stated:
            period = parse_period(month)
            assert state_not_held(desk, group_id=ids[place], month=period, reason="mưa lũ").done
        with desk.writing(action="set_counts") as write:
            for month, entries in made.counts.items():
                write_counts(write, month, entries)
    return folder


def _groups(desk: Desk, made: Made) -> tuple[str, ...]:
    found = record_groups(desk, [GroupDraft(name, households=100) for name in made.groups]).value
    assert found is not None
    return found


def _session(desk: Desk, ids: Sequence[str], one: Held) -> None:
    draft = SessionDraft(
        held_on=one.day,
        group_ids=tuple(ids[place] for place in one.groups),
        commune_wide=not one.groups,
        format="Hội nghị",
        topics=(one.topic,),
        attendance=one.attendance,
    )
    assert record_session(desk, draft).done


def merged(
    into: Path, *folders: Path, own: Desk | None = None, **more: object
) -> Outcome[MergePlan]:
    """The merger of folders into a new commune from October on."""
    chosen: dict[str, object] = {
        "name": "Xã Mới",
        "code": "20100",
        "valid_from": MERGED_ON,
        **more,
    }
    draft = MergeDraft(into=into, folders=folders, **chosen)  # type: ignore[arg-type]
    return merge(draft, sources=sources(), report=lambda plan: f"{plan.profile.name}\n", own=own)


def opened(folder: Path) -> Desk:
    """The desk of a folder."""
    return open_desk(folder, sources=sources())


def lock(folder: Path, password: str = PASSWORD) -> None:
    """Put a password on a folder."""
    with opened(folder) as desk:
        first = FirstOfficer("Lê Thị Hà", password, hardness=FLOOR)
        assert turn_password_on(desk, first).done


def fingerprints(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
