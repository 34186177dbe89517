"""A committee's own form before it is taken: what it changes, how its paper looks."""

import pytest

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.form_trials import tried_paper
from desktop.actions.forms import (
    FormDifference,
    look_at_form,
    own_differences,
    reset_form,
    use_form,
)
from desktop.actions.papers import PaperChoice, paper_pdf
from desktop.actions.periods import OpenPeriodError, period_named
from desktop.actions.reports import NoCorrectionError
from desktop.db.text_queries import own_forms
from desktop.domain.periods import Period
from desktop.reports.form_files import form_names, shipped_content

_OURS, _OWN = "KẾ HOẠCH", "KẾ HOẠCH THÁNG"
_NEEDS_MORE = frozenset({"correction", "public", "stick-slip"})


@pytest.fixture
def listed(desk: Desk, groups: tuple[str, ...]) -> Desk:
    assert groups
    return desk


def own_plan() -> str:
    return shipped_content("month-plan").replace(f'"{_OURS}"', f'"{_OWN}"', 1)


def test_a_file_says_what_it_changes_and_is_not_taken(listed: Desk) -> None:
    seen = look_at_form("month-plan", own_plan().encode())
    assert seen.differences == (FormDifference("kind", _OURS, _OWN),)
    assert seen.problems == ()
    assert own_forms(listed.store) == {}


def test_a_faulty_file_says_every_fault_with_its_line_and_changes_nothing() -> None:
    lines = own_plan().splitlines()
    number = next(n for n, line in enumerate(lines, 1) if "{abbreviation}" in line)
    lines[number - 1] = lines[number - 1].replace("{abbreviation}", "BCĐ")
    seen = look_at_form("month-plan", "\n".join(lines).encode())
    assert [(one.code, one.key, one.line) for one in seen.problems] == [
        ("fields_differ", "symbol", number)
    ]
    assert seen.differences == ()


def test_the_difference_lasts_until_the_way_back(listed: Desk) -> None:
    assert own_differences(listed, "month-plan") == ()
    assert use_form(listed, "month-plan", own_plan().encode()).done
    assert [one.key for one in own_differences(listed, "month-plan")] == ["kind"]
    assert reset_form(listed, "month-plan").value
    assert own_differences(listed, "month-plan") == ()


def plan_from(month: Period) -> PaperChoice:
    """A plan from the first day on, for the month may be over."""
    return PaperChoice(starting=month.start)


def test_a_tried_form_is_in_its_paper_and_in_no_other_afterwards(listed: Desk) -> None:
    month = period_named(listed, "2026-10")
    before = paper_pdf(listed, "month-plan", month, plan_from(month))
    tried = tried_paper(listed, "month-plan", month, own_plan())
    assert tried != before
    assert paper_pdf(listed, "month-plan", month, plan_from(month)) == before
    assert use_form(listed, "month-plan", own_plan().encode()).done
    assert paper_pdf(listed, "month-plan", month, plan_from(month)) == tried
    assert tried_paper(listed, "month-plan", month) == tried


def test_ours_can_be_looked_at_while_the_own_one_is_in_force(listed: Desk) -> None:
    month = period_named(listed, "2026-10")
    ours = tried_paper(listed, "month-plan", month)
    assert use_form(listed, "month-plan", own_plan().encode()).done
    assert tried_paper(listed, "month-plan", month, shipped_content("month-plan")) == ours


@pytest.mark.parametrize("name", [one for one in form_names() if one not in _NEEDS_MORE])
def test_every_form_has_a_paper_that_shows_it(listed: Desk, name: str) -> None:
    month = period_named(listed, "2026-10")
    assert tried_paper(listed, name, month, shipped_content(name)).startswith(b"%PDF")


def test_papers_of_closed_figures_wait_for_the_closing(listed: Desk) -> None:
    september = period_named(listed, "2026-09")
    for name in ("public", "stick-slip"):
        with pytest.raises(OpenPeriodError):
            tried_paper(listed, name, september)
    with pytest.raises(NoCorrectionError):
        tried_paper(listed, "correction", september)
    assert close_period(listed, september, unanswered=True).done
    for name in ("public", "stick-slip"):
        assert tried_paper(listed, name, september).startswith(b"%PDF")
