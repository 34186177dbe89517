"""A few whole lives of an office in every run; ``make faults`` lives many more."""

from hypothesis import settings

from tests.faults.more_rounds import careless_lives
from tests.properties.life import Life

TestLife = Life.TestCase
TestLife.settings = settings(max_examples=20, stateful_step_count=25)


def test_an_office_that_loses_what_it_acknowledged_is_caught() -> None:
    assert careless_lives(30).failed == 1
