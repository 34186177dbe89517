"""The figures that an objective is made of, and how it is computed, in words for the screen."""

import pytest

from desktop.wording.objectives import part_text
from desktop.wording.plans import calculation_text
from tests.domain.plan_making import month_facts, pack_of, result

COVERED = 'kind = "coverage"\nnumerator = "done"\ndenominator = "all"\ntarget = 100\nunit = "%"\n'
LIMITED = COVERED + 'direction = "at_most"\n'
NEVER = 'kind = "zero"\nnumerator = "done"\nunit = "người"\n'
FALLING = 'kind = "reduce"\nnumerator = "done"\nbaseline = "mark"\ntarget = 5\nunit = "người"\n'
PLAIN = 'kind = "count"\nnumerator = "done"\nunit = "người"\n'


@pytest.mark.parametrize(
    ("body", "role"),
    [
        (COVERED, "đã đạt"),
        (LIMITED, "số liệu"),
        (NEVER, "số liệu"),
        (FALLING, "số liệu"),
        (PLAIN, "số liệu"),
    ],
)
def test_only_what_is_to_be_reached_is_called_reached(body: str, role: str) -> None:
    parts = result(body, month_facts(done=2, all=4)).outcome.parts
    objective = pack_of(body).objectives[0]
    roles = {part.role: part_text(part, objective)[0] for part in parts}
    assert roles["numerator"] == role
    assert roles.get("denominator", "trên tổng số") == "trên tổng số"


def test_a_calculation_names_its_figures_in_quotation_marks() -> None:
    pack = pack_of(COVERED.replace('"done"', '"done + opening(stock)"'))
    said = calculation_text(pack.objectives[0], pack)
    assert said == "“Đã làm” + “Hiện có” đầu kỳ / “Tất cả”"
