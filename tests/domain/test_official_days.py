"""Official days are those of Viet Nam, whatever zone a computer is set to."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from desktop.domain.official_days import official_day, official_time

ZONES = ("UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Auckland")


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A computer that is set to a zone."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process cannot be set here")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("zone")
def test_the_day_ends_at_five_in_the_afternoon_of_utc_wherever_the_computer_stands() -> None:
    assert official_day(datetime(2026, 10, 17, 16, 59, 59, tzinfo=UTC)) == date(2026, 10, 17)
    assert official_day(datetime(2026, 10, 17, 17, 0, 0, tzinfo=UTC)) == date(2026, 10, 18)


@pytest.mark.usefixtures("zone")
def test_a_moment_has_the_hour_of_viet_nam_wherever_the_computer_stands() -> None:
    at = official_time(datetime(2026, 10, 17, 9, 5, tzinfo=UTC))

    assert f"{at:%d/%m/%Y %H:%M}" == "17/10/2026 16:05"
