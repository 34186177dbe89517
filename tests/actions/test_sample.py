"""The practice commune: believable, the same in every run, and marked as made up."""

from datetime import date
from pathlib import Path

import pytest

from desktop.actions.connection import connected
from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.groups import groups
from desktop.actions.models import models
from desktop.actions.period_status import status
from desktop.actions.periods import PeriodState, period_named, period_view
from desktop.actions.profile import members, profile, signers
from desktop.actions.sample import make_sample
from desktop.actions.sending import SendState, sendable_periods
from desktop.actions.sessions import SessionFilter, find_sessions
from desktop.actions.setup import Sources, open_desk
from desktop.actions.terms import StoreError
from desktop.domain.sessions import SessionStatus
from desktop.domain.text import looks_personal


def sources() -> Sources:
    return Sources(SystemClock(), RandomIds())


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practice") / "data"
    make_sample(folder)
    return folder


def test_it_has_what_was_asked_for(tmp_path: Path) -> None:
    made = make_sample(tmp_path / "data", groups=9, months=3)
    assert (made.groups, made.months) == (9, ("2026-08", "2026-09", "2026-10"))
    with open_desk(tmp_path / "data", sources=sources()) as desk:
        assert len(groups(desk)) == 9
        assert len(models(desk)) == made.models > 0
        assert len(find_sessions(desk, SessionFilter())) == made.sessions > 20


def test_the_same_seed_gives_the_same_data_ids_included(tmp_path: Path) -> None:
    seen = []
    for name in ("first", "second"):
        make_sample(tmp_path / name, groups=5, months=2, seed=7)
        with open_desk(tmp_path / name, sources=sources()) as desk:
            view = period_view(desk, period_named(desk, "2026-09"))
            assert view.closing is not None
            seen.append(
                (
                    groups(desk),
                    models(desk),
                    find_sessions(desk, SessionFilter()),
                    view.closing,
                    desk.store.facts.install_id,
                )
            )
    assert seen[0] == seen[1]


def test_another_seed_gives_other_data(tmp_path: Path) -> None:
    seen = []
    for seed in (1, 2):
        make_sample(tmp_path / str(seed), groups=5, months=1, seed=seed)
        with open_desk(tmp_path / str(seed), sources=sources()) as desk:
            seen.append(find_sessions(desk, SessionFilter()))
    assert seen[0] != seen[1]


def test_all_months_but_the_last_are_closed(practice: Path) -> None:
    with open_desk(practice, sources=sources()) as desk:
        states = [
            period_view(desk, period_named(desk, month)).state
            for month in ("2025-11", "2026-09", "2026-10")
        ]
    assert states == [PeriodState.CLOSED, PeriodState.CLOSED, PeriodState.OPEN]


def test_every_month_lacks_something_and_has_much(practice: Path) -> None:
    with open_desk(practice, sources=sources()) as desk:
        found = status(desk, period_named(desk, "2026-10"))
    assert found.sessions.due == 23
    assert 0 < len(found.sessions_missing) < 10
    assert 0 < len(found.models_missing) < 10


def test_it_holds_the_cases_that_want_practice(practice: Path) -> None:
    with open_desk(practice, sources=sources()) as desk:
        held = find_sessions(desk, SessionFilter())
        stated = period_view(desk, period_named(desk, "2026-09")).snapshot.duty[0].stated
    assert any(len(session.group_ids) > 1 for session in held)
    assert any(session.commune_wide for session in held)
    assert any(not session.drug_topic for session in held)
    assert any(session.status is SessionStatus.PLANNED for session in held)
    assert any(session.attendance is None for session in held if session.group_ids)
    assert max(session.held_on for session in held) <= date(2026, 10, 14)
    assert stated


def test_it_says_itself_that_it_is_made_up(practice: Path) -> None:
    with open_desk(practice, sources=sources()) as desk:
        assert "mẫu" in profile(desk).name
        people = [member.name for member in members(desk)] + [one.name for one in signers(desk)]
        assert all(name.endswith("Mẫu") for name in people)
        assert not any(looks_personal(group.head_name) for group in groups(desk))
        # No telephone in the country begins with four zeros.
        assert all(group.head_telephone.startswith("0000") for group in groups(desk))


def test_it_begins_without_a_step_to_take_back(practice: Path) -> None:
    with open_desk(practice, sources=sources()) as desk:
        assert desk.store.undo_label() is None


def test_it_never_goes_into_a_folder_that_holds_anything(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError) as refused:
        make_sample(tmp_path)
    assert refused.value.code == "folder_not_empty"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["mine.txt"]


def test_one_group_and_one_month_are_enough(tmp_path: Path) -> None:
    assert make_sample(tmp_path / "data", groups=1, months=1).groups == 1


def test_it_is_connected_with_the_practice_superior_and_has_sent_nothing(tmp_path: Path) -> None:
    seen = []
    for name in ("first", "second"):
        make_sample(tmp_path / name, groups=3, months=2, seed=3)
        with open_desk(tmp_path / name, sources=sources()) as desk:
            found = connected(desk)
            assert found is not None
            assert found.practice
            assert [one.state for one in sendable_periods(desk)] == [SendState.NOT_SENT]
            seen.append((found, profile(desk)))
    assert seen[0] == seen[1]


def test_every_seed_is_a_commune_of_its_own(tmp_path: Path) -> None:
    seen = set()
    for seed in (0, 1, 2, 60_000):
        made = make_sample(tmp_path / str(seed), groups=1, months=1, seed=seed)
        with open_desk(tmp_path / str(seed), sources=sources()) as desk:
            seen.add((made.name, profile(desk).code))
    assert len({name for name, _code in seen}) == 4
    assert {code for _name, code in seen} == {"40000", "99999", "99998"}
