"""Charts on screen: every state has a shape and a sentence, every chart a table beside it."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from desktop.ui.design.theme import Theme
from desktop.ui.widgets.chart_painting import paint_small_columns, paint_target_bar
from desktop.ui.widgets.chart_panel import ChartPanel
from desktop.ui.widgets.chart_view import (
    ChartView,
    MonthColumn,
    Standing,
    figure_text,
    sentence,
    short_text,
    unit_text,
)
from desktop.ui.widgets.charts import ColumnChart

FATAL = QAbstractItemModelTester.FailureReportingMode.Warning
GAPS = {Standing.NOTHING_AROSE, Standing.NOT_ENTERED, Standing.NOT_APPLICABLE, Standing.TO_COME}


def month(number: int, value: str | None, standing: Standing, note: str = "") -> MonthColumn:
    return MonthColumn(
        id=f"2026-{number:02}",
        label=f"T{number}",
        name=f"tháng {number}/2026",
        value=None if value is None else Decimal(value),
        standing=standing,
        note=note,
    )


def year(*values: str | None, standing: Standing = Standing.PLAIN, unit: str = "buổi") -> ChartView:
    columns = tuple(
        month(number, value, Standing.NOT_ENTERED if value is None else standing)
        for number, value in enumerate(values, start=1)
    )
    return ChartView(title="Số buổi", columns=columns, unit=unit, current="2026-02")


SHARE = ChartView(
    title="Tổ có buổi tuyên truyền",
    columns=(
        month(1, "0.5", Standing.NOT_MET, "1/2"),
        month(2, "1", Standing.MET, "2/2"),
        month(3, None, Standing.NOT_ENTERED),
        month(4, None, Standing.TO_COME),
    ),
    target=Decimal(1),
    percent=True,
    current="2026-02",
)
VIEWS = {
    "share": SHARE,
    "nothing": ChartView(),
    "all missing": year(*[None] * 12),
    "one value": year("7", *[None] * 11),
    "zeros": year(*["0"] * 12),
    "millions": year("1250000", "0", "120", unit="lượt"),
    "below zero": year("6", "-12", "0.2"),
    "above the whole": ChartView(
        columns=(month(1, "1.4", Standing.MET),), target=Decimal(1), percent=True
    ),
}


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme) -> ColumnChart:
    made = ColumnChart(theme=theme)
    qtbot.addWidget(made)
    made.resize(640, 220)
    made.show_view(SHARE)
    made.show()
    return made


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> ChartPanel:
    made = ChartPanel(theme=theme)
    qtbot.addWidget(made)
    made.resize(900, 320)
    made.show_view(SHARE)
    made.show()
    return made


def small(view: ChartView, theme: Theme) -> QImage:
    picture = QImage(QSize(120, 28), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    paint_small_columns(painter, QRectF(0, 0, 120, 28), view, theme)
    painter.end()
    return picture


def bar(theme: Theme, value: str | None, target: str | None, standing: Standing) -> QImage:
    picture = QImage(QSize(140, 24), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    paint_target_bar(
        painter, QRectF(0, 0, 140, 24), value=Decimal(value) if value else None,
        target=Decimal(target) if target else None, standing=standing, theme=theme,
    )  # fmt: skip
    painter.end()
    return picture


@pytest.mark.parametrize("look", ["light", "dark", "contrast-light", "contrast-dark"])
@pytest.mark.parametrize("name", list(VIEWS))
def test_every_chart_is_drawn_in_every_look(
    qtbot: QtBot, theme: Theme, name: str, look: str
) -> None:
    theme.choose(preference=look, scale=100, row_height=32)
    panel = ChartPanel(theme=theme)
    qtbot.addWidget(panel)
    panel.resize(700, 240)
    panel.show_view(VIEWS[name])
    picture = panel.grab().toImage()
    colours = {picture.pixel(x, y) for x in range(0, 420, 3) for y in range(0, 240, 3)}
    assert len(colours) > 1
    small(VIEWS[name], theme)


def test_arrows_walk_and_stop_at_the_ends(qtbot: QtBot, chart: ColumnChart) -> None:
    walked: list[str] = []
    chart.chosen.connect(walked.append)
    for key in (
        Qt.Key.Key_Left,
        Qt.Key.Key_Left,
        Qt.Key.Key_End,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
    ):
        QTest.keyClick(chart, key)
    assert walked == ["2026-01", "2026-04", "2026-01"]


def test_the_column_reached_is_said(chart: ColumnChart) -> None:
    assert chart.accessibleName() == "Tổ có buổi tuyên truyền"
    assert chart.accessibleDescription() == "Tháng 2/2026: 100\u00a0% (2/2). Đạt chỉ tiêu."
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == "Tháng 3/2026: chưa nhập."


def test_enter_opens_the_column_reached(qtbot: QtBot, chart: ColumnChart) -> None:
    QTest.keyClick(chart, Qt.Key.Key_Left)
    with qtbot.waitSignal(chart.opened) as sent:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert sent.args == ["2026-01"]


def test_a_click_makes_a_column_current(chart: ColumnChart) -> None:
    ground = chart._ground()
    spot = ground.place(2).center().toPoint()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot)
    assert chart.current == SHARE.columns[2]


def test_fresh_figures_leave_the_column_reached(chart: ColumnChart) -> None:
    chart.go_to(0)
    chart.show_view(SHARE)
    assert chart.current == SHARE.columns[0]


def test_keys_on_an_empty_chart_do_nothing(qtbot: QtBot, chart: ColumnChart) -> None:
    chart.show_view(ChartView())
    with qtbot.assertNotEmitted(chart.opened), qtbot.assertNotEmitted(chart.chosen):
        for key in (Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Return):
            QTest.keyClick(chart, key)
    assert chart.current is None


def test_the_table_keeps_the_rules_of_models(qtbot: QtBot, panel: ChartPanel) -> None:
    QAbstractItemModelTester(panel.model, FATAL)
    for view in VIEWS.values():
        panel.show_view(view)
    assert panel.model.rowCount() == 1


def test_the_table_says_what_the_chart_shows(panel: ChartPanel) -> None:
    cells = [[panel.model.index(row, column).data() for column in range(4)] for row in range(4)]
    assert cells == [
        ["T1", "1/2", "50\u00a0%", "Chưa đạt"],
        ["T2", "2/2", "100\u00a0%", "Đạt"],
        ["T3", "", "–", "Chưa nhập"],
        ["T4", "", "–", "Chưa đến"],
    ]


def test_chart_and_table_walk_together(panel: ChartPanel) -> None:
    QTest.keyClick(panel.chart, Qt.Key.Key_Left)
    assert panel.table.currentIndex().row() == 0
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    assert panel.chart.current == SHARE.columns[1]


def test_every_state_is_a_sentence_of_its_own() -> None:
    said = {
        sentence(SHARE, month(9, None if one in GAPS else "0.5", one, "5/10")) for one in Standing
    }
    assert len(said) == len(Standing)
    assert all(one.startswith("Tháng 9/2026: ") and one.endswith(".") for one in said)


def test_every_state_has_a_shape_of_its_own(theme: Theme) -> None:
    shapes = set()
    for one in Standing:
        view = ChartView(columns=(month(1, None if one in GAPS else "5", one),))
        grey = small(view, theme).convertToFormat(QImage.Format.Format_Mono)
        shapes.add(bytes(grey.constBits()))
    # In black and white alone a plain figure looks like one that is met.
    assert len(shapes) >= len(Standing) - 1


def test_zero_is_no_gap(theme: Theme) -> None:
    assert small(year("0", "5"), theme) != small(year(None, "5"), theme)


def test_the_bar_shows_more_than_its_target(theme: Theme) -> None:
    reached = bar(theme, "1", "1", Standing.MET)
    above = bar(theme, "1.4", "1", Standing.MET)
    assert reached != above
    ink = [x for x in range(140) if above.pixelColor(x, 6).lightness() < 80]
    assert ink
    assert max(ink) < 110


def test_a_bar_without_a_figure_or_target_is_drawn_too(theme: Theme) -> None:
    pictures = [
        bar(theme, None, "1", Standing.NOT_ENTERED), bar(theme, "0.5", None, Standing.PLAIN),
        bar(theme, "0.5", None, Standing.NOT_MET), bar(theme, "0", "1", Standing.NOT_MET),
    ]  # fmt: skip
    assert all(one != other for one in pictures for other in pictures if one is not other)


def test_numbers_are_vietnamese_and_never_zero_by_rounding() -> None:
    view = VIEWS["millions"]
    assert unit_text(view) == "Đơn vị: triệu lượt"
    assert [short_text(view, Decimal(one)) for one in (1_250_000, 0, 120)] == ["1,25", "0", "<0,01"]
    assert figure_text(view, view.columns[0]) == "1.250.000 lượt"
    assert short_text(SHARE, Decimal("0.9996")) == "99,9%"
