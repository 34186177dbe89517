"""The superior's month: its own files wait in it, and those of other months are told apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.actions.desk import Desk
from desktop.actions.issued_papers import issue_paper
from desktop.actions.issued_totals import REPORT, keep_printed
from desktop.actions.reception_states import stood_receptions
from desktop.actions.setup import Sources
from desktop.actions.superior_month import superior_month
from desktop.domain.issued import IssuedDraft
from desktop.domain.periods import parse_period
from desktop.ui.shell.views import StepState
from desktop.ui.superior_steps import superior_steps
from desktop.wording.receptions import reception_state
from tests.actions.units_making import Sent, receive, sent_month, superior_desk, units_named

OCTOBER, SEPTEMBER = parse_period("2026-10"), parse_period("2026-09")
UNITS = units_named(3)
STRANGER = "f" * 64


@pytest.fixture
def desk(tmp_path: Path, sources: Sources) -> Iterator[Desk]:
    """One report of October counts; one of September waits for a person."""
    with superior_desk(tmp_path / "data", sources, UNITS) as found:
        counted = Sent(UNITS[0], sent_month(UNITS[0]))
        receive(found, counted, Sent(UNITS[1], sent_month(UNITS[1], 9), signer=STRANGER), name="TN")
        yield found


def test_a_file_waits_in_its_own_month(desk: Desk) -> None:
    here, before = superior_month(desk, OCTOBER), superior_month(desk, SEPTEMBER)
    assert (here.waiting, here.elsewhere) == (0, 1)
    assert (before.waiting, before.elsewhere) == (1, 0)
    assert superior_steps(here)[1].detail == "1 tệp của kỳ khác"
    assert superior_steps(before)[1].detail == "1 tệp"


def test_a_reception_of_which_a_file_waits_is_counted_in_part(desk: Desk) -> None:
    (one,) = stood_receptions(desk)
    assert (one.waiting, one.counting) == (1, 1)
    assert reception_state(one) == "1 tệp cần đối chiếu"


def test_a_printed_report_waits_for_its_number_until_it_has_one(desk: Desk) -> None:
    def said() -> str:
        return superior_steps(superior_month(desk, OCTOBER))[2].detail

    assert said() == "chưa lập"
    keep_printed(desk, OCTOBER)
    assert said() == "đã lập, chờ số"
    line = IssuedDraft(kind=REPORT, period=OCTOBER.id, number=12, issued_on=desk.clock.today())
    assert issue_paper(desk, line).done
    assert said() == "đã có số"


def test_a_report_of_which_only_the_number_was_recorded_is_not_called_printed(desk: Desk) -> None:
    line = IssuedDraft(kind=REPORT, period=OCTOBER.id, number=12, issued_on=desk.clock.today())
    assert issue_paper(desk, line).done
    step = superior_steps(superior_month(desk, OCTOBER))[2]
    assert (step.detail, step.state) == ("đã có số", StepState.DONE)
    keep_printed(desk, OCTOBER)
    assert superior_steps(superior_month(desk, OCTOBER))[2] == step
