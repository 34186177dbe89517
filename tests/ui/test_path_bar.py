"""The path folded into one line: what gives way where there is little width."""

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from desktop.domain.periods import month_period, year_months
from desktop.ui.design.theme import Theme
from desktop.ui.shell.path_bar import PathBar
from desktop.ui.shell.views import DotState, DotView, PathView, StepState, StepView

OCTOBER = month_period(2026, 10)
FOUR_STEPS = tuple(
    StepView(key=title, number=number, title=title, detail=detail, state=state, room="one")
    for number, (title, detail, state) in enumerate(
        (
            ("Nhập buổi", "18/23 tổ, còn thiếu 5", StepState.CURRENT),
            ("Xác nhận", "3 nội dung", StepState.DUE),
            ("Chốt", "sau 14/10", StepState.LATER),
            ("In, ký", "chốt xong mới in", StepState.LATER),
        ),
        start=1,
    )
)


SIX_STEPS = (
    *FOUR_STEPS,
    *(
        StepView(
            key=title, number=number, title=title, detail="", state=StepState.LATER, room="one"
        )
        for number, title in enumerate(("Gửi cấp trên", "Đã tiếp nhận"), start=5)
    ),
)


def path_of(steps: tuple[StepView, ...]) -> PathView:
    """October with these steps, and a dot for each month of its year."""
    dots = tuple(
        DotView(month=one, sentence=f"tháng {one.number}", state=DotState.DONE)
        for one in year_months(OCTOBER.year)
    )
    return PathView(
        month=OCTOBER, title="Tháng 10/2026", dates="15/9 – 14/10", steps=steps, dots=dots
    )


@pytest.mark.parametrize("width", [640, 760, 1160])
def test_six_steps_fit_in_one_line_and_the_current_one_is_told_whole(
    qtbot: QtBot, theme: Theme, width: int
) -> None:
    bar = PathBar(theme=theme)
    qtbot.addWidget(bar)
    bar.fold(True)
    bar.show_path(path_of(SIX_STEPS))
    bar.resize(width, bar.height())
    bar.show()
    qtbot.waitExposed(bar)
    current, last = bar.steps[0], bar.steps[-1]
    assert bar.minimumSizeHint().width() <= 520
    assert current.width() >= current.sizeHint().width()
    assert last.mapTo(bar, QPoint(last.width(), 0)).x() <= bar.width()
    assert (last.width() == last.bare_width) is (width < 1160)


@pytest.mark.parametrize("width", [560, 760, 1160])
def test_titles_are_never_cut_the_dots_give_way(qtbot: QtBot, theme: Theme, width: int) -> None:
    bar = PathBar(theme=theme)
    qtbot.addWidget(bar)
    bar.fold(True)
    bar.show_path(path_of(FOUR_STEPS))
    bar.resize(width, bar.height())
    bar.show()
    qtbot.waitExposed(bar)
    for step in bar.steps:
        assert step.width() >= step.minimumSizeHint().width()
    assert bar._dots.isVisible() is (width == 1160)
