"""A few whole lives of an office in every run; ``make faults`` lives thousands."""

from hypothesis import settings

from tests.properties.life import Life

TestLife = Life.TestCase
TestLife.settings = settings(max_examples=12, stateful_step_count=25)
