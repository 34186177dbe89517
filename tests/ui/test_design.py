"""Tokens, theme, fonts and icons."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontMetrics, QImage, QRawFont
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.paths import resource
from desktop.ui.design.fonts import FAMILY, screen_font
from desktop.ui.design.icons import icon_pixmap
from desktop.ui.design.marks import write_marks
from desktop.ui.design.stylesheet import style_sheet
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import SETS, Role, Tokens
from desktop.ui.widgets.text import Text

LETTERS = "ẾỆỘỮẰẴẨỠÝỶĐếệộữằẵẩỡýỷđ"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


READ_TOGETHER = [
    (Role.INK, Role.PAPER), (Role.INK, Role.GROUND), (Role.SOFT, Role.PAPER),
    (Role.SOFT, Role.GROUND), (Role.ACCENT, Role.PAPER), (Role.ACCENT, Role.ACCENT_SOFT),
    (Role.ON_ACCENT, Role.ACCENT), (Role.MET, Role.MET_SOFT), (Role.DUE, Role.PAPER),
    (Role.INK, Role.TODO_SOFT), (Role.TROUBLE, Role.PAPER), (Role.INK, Role.TROUBLE_SOFT),
]  # fmt: skip


@pytest.mark.parametrize("tokens", SETS.values(), ids=SETS)
@pytest.mark.parametrize("pair", READ_TOGETHER, ids=lambda pair: f"{pair[0]}-on-{pair[1]}")
def test_text_stands_out_from_what_is_behind_it(tokens: Tokens, pair: tuple[Role, Role]) -> None:
    wanted = 7.0 if tokens.name.startswith("contrast") and Role.INK in pair else 4.5
    assert contrast(tokens[pair[0]], tokens[pair[1]]) >= wanted


@pytest.mark.parametrize("tokens", SETS.values(), ids=SETS)
def test_every_set_has_every_role_and_fills_the_sheet(
    qapp: QApplication, tmp_path: Path, tokens: Tokens
) -> None:
    marks = write_marks(tmp_path, tokens)
    assert set(tokens.colours) == set(Role)
    assert all(Path(path).stat().st_size > 0 for path in marks.values())
    assert "$" not in style_sheet(tokens, marks)


def test_colours_are_in_the_tokens_alone() -> None:
    window = resource("fonts").parents[1] / "desktop" / "ui"
    named = [
        path.name
        for path in window.rglob("*.py")
        if path.name != "tokens.py" and re.search(r"[\"']#[0-9a-fA-F]{6}", path.read_text("utf-8"))
    ]
    assert named == []


def test_the_shipped_font_has_every_vietnamese_letter(theme: Theme) -> None:
    assert FAMILY in QFontDatabase.families()
    face = QRawFont.fromFont(screen_font(13))
    assert all(face.supportsCharacter(ord(letter)) for letter in LETTERS)


def test_figures_are_of_one_width(theme: Theme) -> None:
    metrics = QFontMetrics(screen_font(13))
    assert len({metrics.horizontalAdvance(figure * 10) for figure in "0123456789"}) == 1


def test_stacked_marks_are_not_clipped(qtbot: QtBot, theme: Theme) -> None:
    """The first and last line of pixels of a label stay empty."""
    label = Text("ẾỘỮẰ ệộữ gjy", look="title")
    qtbot.addWidget(label)
    label.adjustSize()
    image = label.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    for y in (0, image.height() - 1):
        assert len({image.pixel(x, y) for x in range(image.width())}) == 1


def test_an_icon_takes_the_colour_of_its_role(qapp: QApplication) -> None:
    image = icon_pixmap("check", "#1d7a4f", 32).toImage()
    painted = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    strong = [one.name() for one in painted if one.alpha() == 255]
    assert strong
    assert set(strong) == {"#1d7a4f"}


def test_the_look_switches_while_the_window_is_open(qtbot: QtBot, theme: Theme) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    theme.dress(button, "check", Role.INK)
    before = button.icon().pixmap(16).toImage()
    with qtbot.waitSignal(theme.changed):
        theme.choose(preference="dark", scale=100, row_height=32)
    assert button.icon().pixmap(16).toImage() != before
    assert theme.tokens.name == "dark"


def test_a_button_that_is_gone_hears_of_no_switch(qtbot: QtBot, theme: Theme) -> None:
    heard: list[int] = []
    button = QPushButton()
    theme.keep(button, lambda: heard.append(1))
    button.deleteLater()
    qtbot.waitUntil(lambda: heard == [1])
    QApplication.sendPostedEvents(button, 52)
    theme.choose(preference="dark", scale=100, row_height=32)
    assert heard == [1]


def test_text_and_rows_grow_with_the_chosen_size() -> None:
    larger = SETS["light"].sized(scale=150, row_height=32)
    assert larger.type.text == 20
    assert larger.shape.row_height == 42
    assert SETS["light"].sized(scale=100, row_height=28).shape.row_height == 28


@pytest.mark.parametrize("tokens", SETS.values(), ids=SETS)
@pytest.mark.parametrize("mark", ["box", "box_ticked", "ring", "ring_chosen"])
def test_what_cannot_be_changed_looks_so(
    qapp: QApplication, tmp_path: Path, tokens: Tokens, mark: str
) -> None:
    marks = write_marks(tmp_path, tokens)
    assert Path(marks[mark]).read_bytes() != Path(marks[f"{mark}_off"]).read_bytes()
    chosen = "checked" if "_" in mark else "unchecked"
    kind = "QCheckBox" if mark.startswith("box") else "QRadioButton"
    rule = f'{kind}::indicator:{chosen}:disabled {{ image: url("{marks[mark + "_off"]}"); }}'
    assert rule in style_sheet(tokens, marks)


def test_a_program_that_ended_leaves_no_drawn_marks_behind(tmp_path: Path) -> None:
    code = "from desktop.ui.design.theme import Theme, make_application; "
    code += "theme = Theme(make_application()); assert list(theme._drawn.iterdir())"
    told = {"TMPDIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, **told})
    assert not list(tmp_path.iterdir())
