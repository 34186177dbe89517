"""A period of all units is complete when nobody has to send, or to send again."""

from dataclasses import replace

from desktop.domain.consolidated import consolidated
from desktop.domain.consolidated_period import ConsolidatedPeriod, period_data
from desktop.domain.unit_figures import unit_figures
from tests.domain.consolidated_making import OCTOBER, UNITS, A, B, snapshot

ALL_SENT = ConsolidatedPeriod(
    totals=consolidated(OCTOBER, UNITS, {unit.unit: unit_figures(snapshot(unit)) for unit in UNITS})
)


def test_a_period_is_complete_when_every_unit_has_sent() -> None:
    assert ALL_SENT.complete
    assert period_data(ALL_SENT)["complete"] is True


def test_a_report_that_was_given_back_is_not_in() -> None:
    found = replace(ALL_SENT, returned=(B,))
    assert not found.complete
    assert period_data(found)["complete"] is False


def test_figures_made_of_months_are_not_complete_while_one_lacks() -> None:
    assert replace(ALL_SENT, composed={A.unit: ("2026-09",)}).complete
    lacking = replace(ALL_SENT, composed={A.unit: ("2026-09",)}, lacking={A.unit: ("2026-10",)})
    assert not lacking.complete


def test_a_unit_of_which_nothing_is_expected_keeps_no_period_open() -> None:
    one = replace(A, valid_until=OCTOBER.start)
    units = (one, *UNITS[1:])
    figures = {unit.unit: unit_figures(snapshot(unit)) for unit in units}
    found = ConsolidatedPeriod(totals=consolidated(OCTOBER, units, figures), returned=(one,))
    assert found.complete
