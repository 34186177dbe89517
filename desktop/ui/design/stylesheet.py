"""The one style sheet, filled from the tokens.

Widgets choose a look by dynamic properties: ``kind`` on buttons and frames, ``look`` on labels.
"""

from collections.abc import Mapping
from string import Template

from desktop.ui.design.tokens import Tokens

_SHEET = Template("""
QWidget { color: $ink; }
QMainWindow, QDialog, QWidget[kind="ground"] { background: $ground; }
QToolTip {
  background: $ink; color: $paper; border: 0; padding: 6px 8px; qproperty-textFormat: PlainText;
}

QLabel { background: transparent; padding: 2px 0; }
QLabel[look="icon"], QLabel[look="corner"] { padding: 0; }
QLabel[look="title"] { font-size: ${title}px; font-weight: 600; padding: 4px 0; }
QLabel[look="title-met"] { color: $met; }
QLabel[look="title-trouble"] { color: $trouble; }
QLabel[look="title-todo"] { color: $todo; }
QLabel[look="title-met"], QLabel[look="title-trouble"], QLabel[look="title-todo"],
QLabel[look="title-plain"], QLabel[look="digits"] {
    font-size: ${title}px; font-weight: 600; padding: 4px 0;
}
QLabel[look="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[look="bar"] { font-size: ${bar}px; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="soft"] { color: $soft; }
QLabel[look="small"] { color: $soft; font-size: ${small}px; }
QLabel[look="todo-small"] { color: $todo; font-size: ${small}px; }
QLabel[look="met"] { color: $met; }
QLabel[look="todo"] { color: $todo; }
QLabel[look="trouble"] { color: $trouble; }
QLabel[look="trouble-small"] { color: $trouble; font-size: ${small}px; }

QFrame[kind="panel"] { background: $paper; border: 1px solid $line;
  border-radius: ${panel_radius}px; }
QFrame[kind="bar"] { background: $paper; border: 0; }
QFrame[kind="popup"] { background: $paper; border: 1px solid $edge;
  border-radius: ${panel_radius}px; }
QFrame[kind="line"] { background: $line; border: 0; min-height: 1px; max-height: 1px; }
QFrame[kind="upright"] { background: $line; border: 0; min-width: 1px; max-width: 1px; }
QFrame[kind="info"] { background: $accent_soft; border: 1px solid $accent_soft;
  border-radius: ${panel_radius}px; }
QFrame[kind="warn"] { background: $todo_soft; border: 1px solid $todo_soft;
  border-radius: ${panel_radius}px; }
QFrame[kind="trouble"] { background: $trouble_soft; border: 1px solid $trouble_soft;
  border-radius: ${panel_radius}px; }

QPushButton { min-height: ${button_inner}px; padding: 0 14px; border-radius: ${button_radius}px;
  background: $paper; border: 1px solid $line; font-weight: 600; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; }
QPushButton:disabled { color: $hint; background: $ground; }
QPushButton[kind="primary"] { background: $accent; border: 1px solid $accent; color: $on_accent; }
QPushButton[kind="primary"]:hover { background: $accent_strong; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; }
QPushButton[kind="primary"]:disabled { background: $line; border: 1px solid $line; color: $hint; }
QPushButton[kind="trouble"] { color: $trouble; }
QPushButton[kind="trouble"]:disabled { color: $hint; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 0 3px; min-height: 22px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid $accent; border-radius: 4px; }
QPushButton[kind="link"]:disabled { color: $hint; }
QPushButton[kind="link-small"] { background: transparent; border: 1px solid transparent;
  color: $accent; padding: 0 3px; min-height: 18px; font-weight: 400; font-size: ${small}px; }
QPushButton[kind="link-small"]:hover { text-decoration: underline; }
QPushButton[kind="link-small"]:focus { border: 1px solid $accent; border-radius: 4px; }
QPushButton, QToolButton, QCheckBox, QRadioButton, QComboBox { outline: 0; }
QPushButton[kind="tab"] { background: transparent; border: 1px solid transparent; color: $soft;
  padding: 0 2px; text-align: left; font-weight: 400; min-height: 26px; }
QPushButton[kind="tab"]:hover { color: $ink; }
QPushButton[kind="tab"]:checked { color: $ink; font-weight: 600; }
QPushButton[kind="tab"]:focus { border: 1px solid $accent; border-radius: 4px; }
QPushButton[kind="field"] { background: $paper; border: 1px solid $edge; font-weight: 400;
  text-align: left; padding: 0 10px; }
QPushButton[kind="field"]:focus { border: 2px solid $accent; padding: 0 9px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px;
  padding: 3px; }
QToolButton:hover { background: $hover; }
QToolButton:focus { border: 1px solid $accent; }

QPushButton[kind="room"] { background: transparent; border: 1px solid transparent; color: $soft;
  font-weight: 400; text-align: left; padding: 0 11px; min-height: ${room_inner}px; }
QPushButton[kind="room"]:hover { background: $hover; color: $ink; }
QPushButton[kind="room"]:checked { background: $accent_soft; color: $accent; font-weight: 600; }
QPushButton[kind="room"]:focus { border: 1px solid $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QTimeEdit, QComboBox {
  background: $paper; border: 1px solid $edge; border-radius: ${button_radius}px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QSpinBox, QDateEdit, QTimeEdit, QComboBox { padding: 0 9px;
  min-height: ${button_inner}px; }
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QComboBox:focus { border: 2px solid $accent; }
QLineEdit:focus, QComboBox:focus { padding: 0 8px; }
QLineEdit:disabled, QLineEdit[readOnly="true"] { background: $ground; color: $soft; }
QLineEdit[kind="search"] { background: $ground; border: 1px solid $line; }
QLineEdit[kind="search"]:focus { border: 2px solid $accent; background: $paper; }
QLineEdit[kind="cell"] { border: 2px solid $accent; border-radius: 0; padding: 0 8px;
  min-height: 0; }
QLineEdit[wrong="true"] { border: 2px solid $trouble; padding: 0 8px; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow { image: url("$arrow"); width: 16px; height: 16px; }
QSpinBox::up-button, QSpinBox::down-button, QDateEdit::up-button, QDateEdit::down-button,
QTimeEdit::up-button, QTimeEdit::down-button { width: 0; border: 0; }
ChoiceField::down-arrow { width: 0; height: 0; }
QCheckBox, QRadioButton { background: transparent; spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator {
  width: 16px; height: 16px; }
QCheckBox::indicator:unchecked, QTableView::indicator:unchecked { image: url("$box"); }
QCheckBox::indicator:checked, QTableView::indicator:checked { image: url("$box_ticked"); }
QRadioButton::indicator:unchecked { image: url("$ring"); }
QRadioButton::indicator:checked { image: url("$ring_chosen"); }
QCheckBox:disabled, QRadioButton:disabled { color: $soft; }
QCheckBox::indicator:unchecked:disabled { image: url("$box_off"); }
QCheckBox::indicator:checked:disabled { image: url("$box_ticked_off"); }
QRadioButton::indicator:unchecked:disabled { image: url("$ring_off"); }
QRadioButton::indicator:checked:disabled { image: url("$ring_chosen_off"); }
QCheckBox:focus, QRadioButton:focus { color: $accent; }

QAbstractItemView { background: $paper; border: 0; outline: 0; gridline-color: $line;
  selection-background-color: $accent_soft; selection-color: $ink; }
QListView[kind="popup"], QComboBox QAbstractItemView { border: 1px solid $edge;
  border-radius: ${panel_radius}px; padding: 0; }
QListView[kind="popup"]::item, QComboBox QAbstractItemView::item { min-height: 28px;
  padding: 0 10px; }
QListView::item:selected { background: $accent_soft; color: $ink; }
QTableView::item { padding: 0 7px; border: 0; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $accent_soft; color: $ink; }
QHeaderView { background: $head; border: 0; }
QHeaderView::section { background: $head; color: $soft; font-size: ${small}px; font-weight: 400;
  border: 0; border-bottom: 1px solid $line; padding: 0 10px; }
QTableView[kind="matrix"] { selection-background-color: transparent; }
QTableView[kind="matrix"] QHeaderView:vertical { background: $paper; }
QLabel[look="corner"] { color: $soft; font-size: ${small}px;
  border-bottom: 1px solid $line; background: $head; padding: 0 10px; }
QTableCornerButton::section { background: $head; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }

QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollArea > QWidget > QWidget[kind="ground"] { background: $ground; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $hint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $paper; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $hint; }
QMenu::separator { background: $line; height: 1px; margin: 4px 8px; }
QProgressBar { background: $line; border: 0; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: transparent; }
""")


def style_sheet(tokens: Tokens, marks: Mapping[str, str]) -> str:
    """Return the style sheet of the whole window for one set of tokens.

    ``marks`` are the paths that :func:`~desktop.ui.design.marks.write_marks` returned.
    """
    sizes = {
        "title": tokens.type.title,
        "heading": tokens.type.heading,
        "bar": tokens.type.bar,
        "small": tokens.type.small,
        "panel_radius": tokens.shape.panel_radius,
        "button_radius": tokens.shape.button_radius,
        "button_inner": tokens.shape.button_height - 2,
        "room_inner": tokens.shape.button_height + 2,
    }
    colours = {role.value: colour for role, colour in tokens.colours.items()}
    return _SHEET.substitute(colours, **marks, **{name: str(size) for name, size in sizes.items()})
