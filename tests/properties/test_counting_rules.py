"""Properties of the counting rules, over communes that hypothesis makes up."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.counting import activity, credits_of, duty_table, upkeep
from desktop.domain.groups import GroupState, ResidentialGroup
from desktop.domain.models import CommunityModel, ModelStatus, StatusChange
from desktop.domain.periods import (
    PeriodKind,
    PeriodRule,
    month_of,
    months_in,
    parse_period,
    year_months,
)
from desktop.domain.sessions import OutreachSession, SessionStatus
from desktop.domain.snapshot import read_snapshot, snapshot_bytes
from desktop.domain.snapshot_making import build_snapshot
from desktop.domain.text import fold, identity_key, nfc, sort_key, tidy
from tests.domain.making import facts, held

DAYS = st.dates(date(2025, 12, 1), date(2027, 1, 31))
RULES = st.integers(1, 28).map(PeriodRule.uniform)
NAMES = ("A", "B", "C", "D")
TEXTS = st.text(alphabet="aăâbdđeêoôơuưyAĂÂĐÊÔƠƯ áàảãạếềểễệộởữ0123456789.-()", max_size=20)


@st.composite
def communes(draw: st.DrawFn) -> tuple[ResidentialGroup, ...]:
    """Groups with lives; a merged one goes into one that comes later in the list."""
    groups: list[ResidentialGroup] = []
    for index, name in enumerate(NAMES):
        since = draw(st.none() | DAYS)
        until = draw(st.none() | DAYS)
        if since is not None and until is not None and until <= since:
            until = since + timedelta(days=40)
        heirs = NAMES[index + 1 :]
        end = draw(st.sampled_from([GroupState.MERGED, GroupState.SPLIT, GroupState.DISSOLVED]))
        into = (heirs[0],) if until is not None and end is GroupState.MERGED and heirs else ()
        groups.append(
            ResidentialGroup(
                name,
                f"Tổ {name}",
                active_from=since,
                active_until=until,
                end=end if until else None,
                successor_ids=into,
            )
        )
    return tuple(groups)


SESSIONS = st.lists(
    st.builds(
        OutreachSession,
        id=st.uuids().map(str),
        held_on=DAYS,
        group_ids=st.lists(st.sampled_from(NAMES), unique=True, max_size=4).map(tuple),
        commune_wide=st.booleans(),
        status=st.sampled_from(SessionStatus),
        drug_topic=st.booleans(),
        attendance=st.none() | st.integers(0, 500),
    ),
    max_size=12,
).map(tuple)
MODELS = st.lists(
    st.builds(
        CommunityModel,
        id=st.uuids().map(str),
        name=st.just("Mô hình"),
        group_ids=st.lists(st.sampled_from(NAMES), unique=True, max_size=3).map(tuple),
        founded_on=st.none() | DAYS,
        statuses=st.builds(StatusChange, st.sampled_from(ModelStatus), st.none()).map(
            lambda one: (one,)
        ),
    ),
    max_size=6,
).map(tuple)


@given(st.integers(1991, 2099), RULES)
def test_twelve_months_tile_the_year(year: int, rule: PeriodRule) -> None:
    months = year_months(year, rule)
    assert months[0].start == parse_period(str(year), rule).start
    assert months[-1].end == parse_period(str(year), rule).end
    assert all(one.end == two.start for one, two in pairwise(months))


@given(st.integers(1991, 2099), RULES)
def test_quarters_and_halves_are_made_of_whole_months(year: int, rule: PeriodRule) -> None:
    for name in ("Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M"):
        period = parse_period(f"{year}-{name}", rule)
        months = months_in(period, rule)
        assert months[0].start == period.start
        assert months[-1].end == period.end
        assert len(months) == {"Q": 3, "H": 6, "9": 9}[name[0]]


@given(DAYS, RULES)
def test_every_day_lies_in_exactly_one_month(day: date, rule: PeriodRule) -> None:
    month = month_of(day, rule)
    assert day in month
    assert month.kind is PeriodKind.MONTH
    others = [one for year in (2025, 2026, 2027) for one in year_months(year, rule) if day in one]
    assert others == [month]


@given(communes(), SESSIONS, st.booleans())
def test_met_and_missing_share_out_the_due(
    groups: tuple[ResidentialGroup, ...], sessions: tuple[OutreachSession, ...], wide: bool
) -> None:
    table = duty_table(
        groups=groups,
        months=year_months(2026),
        credits=credits_of(sessions),
        commune_wide_counts=wide,
    )
    for month in year_months(2026):
        duty = table.month(month)
        assert set(duty.met) | set(duty.missing) == set(duty.due)
        assert not set(duty.met) & set(duty.missing)
        assert duty.share.met <= duty.share.due


@given(communes(), SESSIONS)
def test_one_more_session_in_a_month_changes_no_other_month(
    groups: tuple[ResidentialGroup, ...], sessions: tuple[OutreachSession, ...]
) -> None:
    months = year_months(2026)
    before = duty_table(groups=groups, months=months, credits=credits_of(sessions))
    extra = held(date(2026, 5, 1), "A")
    after = duty_table(groups=groups, months=months, credits=credits_of((*sessions, extra)))
    for month in months:
        if extra.held_on not in month:
            assert before.month(month) == after.month(month)


@given(SESSIONS)
def test_attendance_is_counted_once_however_many_groups_a_session_names(
    sessions: tuple[OutreachSession, ...],
) -> None:
    year = parse_period("2026")
    inside = [one for one in sessions if one.counts and one.held_on in year]
    assert activity(sessions, year).attendance == sum(one.attendance or 0 for one in inside)
    parts = [activity(sessions, month) for month in year_months(2026)]
    assert sum(part.attendance for part in parts) == activity(sessions, year).attendance
    assert sum(part.sessions for part in parts) == activity(sessions, year).sessions


@given(communes(), MODELS, DAYS)
def test_kept_and_lacking_share_out_the_active(
    groups: tuple[ResidentialGroup, ...], models: tuple[CommunityModel, ...], day: date
) -> None:
    found = upkeep(groups=groups, models=models, on=day)
    assert set(found.kept) | set(found.lacking) == set(found.active)
    assert not set(found.kept) & set(found.lacking)
    assert set(found.active) == {group.id for group in groups if group.active_on(day)}


@given(communes(), SESSIONS, MODELS, st.sampled_from(["2026-10", "2026-Q1", "2026-H2", "2026"]))
def test_a_snapshot_is_the_same_whatever_the_order_and_comes_back_whole(
    groups: tuple[ResidentialGroup, ...],
    sessions: tuple[OutreachSession, ...],
    models: tuple[CommunityModel, ...],
    name: str,
) -> None:
    period = parse_period(name)
    one = build_snapshot(facts(*groups, sessions=sessions, models=models), period, draft=False)
    turned = facts(*groups, sessions=sessions[::-1], models=models[::-1])
    two = build_snapshot(turned, period, draft=False)
    assert read_snapshot(snapshot_bytes(one)) == one
    assert one.totals == two.totals
    assert one.sessions == two.sessions
    months = [duty.share for duty in one.duty]
    assert one.totals.group_months.due == sum(share.due for share in months)
    assert one.totals.group_months.met == sum(share.met for share in months)


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert nfc(nfc(text)) == nfc(text)
    assert fold(text).isascii()


@given(TEXTS, TEXTS)
def test_two_texts_share_a_place_in_the_order_only_when_they_are_the_same(
    one: str, two: str
) -> None:
    assert (sort_key(one) == sort_key(two)) == (tidy(one) == tidy(two))


@given(TEXTS, TEXTS)
def test_names_with_one_identity_have_one_folding_of_their_letters(one: str, two: str) -> None:
    if identity_key(one) == identity_key(two):
        letters = ["".join(c for c in fold(text) if c.isalpha()) for text in (one, two)]
        assert letters[0] == letters[1]
