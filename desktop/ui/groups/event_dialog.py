"""What every guided act on groups asks and says: the day, the decision, and what it means."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.groups import ResidentialGroup
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.groups.requests import (
    Request,
)
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import DayField, Labelled, LineField
from desktop.ui.widgets.text import Text
from desktop.wording import problem_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a dialog needs to know: the look, the month for short days, the living groups."""

    theme: Theme
    period: Period
    groups: tuple[ResidentialGroup, ...] = ()


class EventDialog(FormDialog):
    """Day, decision and what it means; the rest is added by each act."""

    def __init__(
        self, parent: QWidget | None, *, title: str, do: str, setting: Setting, start: Request
    ) -> None:
        super().__init__(parent, title=title, do=do, leave=_("Leave as it is"), width=520)
        self.setting, self.start = setting, start
        self.rows: dict[str, Labelled] = {}
        self.on = DayField(name=_("From day"), period=setting.period, may_be_empty=False)
        self.on.set_day(start.on)
        self.decision = LineField(name=_("Decision number"), hint=_("12/QĐ-UBND"))
        self.decision.setText(start.decision)
        self._frame, self._meaning = _meaning_frame()
        self.add_fields()
        pair = QHBoxLayout()
        pair.setSpacing(12)
        for key, label, field in (
            ("on", _("From day"), self.on),
            ("decision", _("Decision number"), self.decision),
        ):
            self.rows[key] = Labelled(label, field)
            pair.addWidget(self.rows[key], 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(pair)
        self.body.addWidget(self._frame)
        self._stray = Text("", look="trouble", wrap=True)
        self._stray.hide()
        self.body.addWidget(self._stray)
        self.body.addStretch(1)
        self.on.day_changed.connect(self.weigh)
        self.do_button.setDefault(True)
        self.weigh()

    @abstractmethod
    def add_fields(self) -> None:
        """Put the fields of the act into the body."""

    @abstractmethod
    def request(self) -> Request:
        """What stands in the fields."""

    @abstractmethod
    def meaning(self) -> str:
        """What it means for counting; empty while it is not plain yet."""

    @abstractmethod
    def wrong(self) -> dict[str, str]:
        """What is wrong or missing, by field."""

    def add(self, key: str, label: str, field: QWidget, *, advice: str = "") -> None:
        """Put a field below the former ones."""
        self.rows[key] = Labelled(label, field, advice=advice)
        self.body.addWidget(self.rows[key])

    def weigh(self) -> None:
        """Say anew what it means."""
        meaning = self.meaning()
        self._meaning.setText(meaning)
        self._frame.setVisible(bool(meaning))

    def say(self, words: dict[str, str]) -> None:
        """Say what is wrong below the fields, the rest above the buttons."""
        for key, row in self.rows.items():
            row.say(words.get(key, ""))
        stray = " ".join(text for key, text in words.items() if key not in self.rows)
        self._stray.setText(stray)
        self._stray.setVisible(bool(stray))

    def say_problems(self, problems: Sequence[Problem]) -> None:
        """Say why an earlier answer was refused."""
        self.say({problem.field: problem_text(problem) for problem in problems})

    def accept(self) -> None:
        """Close only when everything needed is there."""
        words = self.wrong()
        if self.on.day is None:
            words["on"] = (
                _("This is no day. Write it as 5/10 or 05/10/2026.")
                if self.on.text().strip()
                else _("Write the first day on which it holds.")
            )
        self.say(words)
        if not words:
            super().accept()

    def answer(self, problems: Sequence[Problem] = ()) -> Request | None:
        """Ask; the request, or none when it was left."""
        if problems:
            self.say_problems(problems)
        return self.request() if self.exec() == QDialog.DialogCode.Accepted else None


def _meaning_frame() -> tuple[QFrame, Text]:
    frame = QFrame()
    frame.setProperty("kind", "info")
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(12, 10, 12, 10)
    meaning = Text("", wrap=True)
    inner.addWidget(meaning)
    return frame, meaning
