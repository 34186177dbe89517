"""Questions of the room: a file to take in, the 12 digits, which old files go, a connection."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QScrollArea, QVBoxLayout, QWidget

from desktop.actions.sticks import OldFile
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.start_folder import start_folder
from desktop.ui.widgets.text import Text
from desktop.wording import period_name
from desktop.wording.drives import size_words

_LIST_HEIGHT = 220


class AnswerFile:
    """The system's own dialog for a receipt or connection file; tests replace ``ask``."""

    @classmethod
    def ask(cls, parent: QWidget | None, *, title: str, begin: Path | None = None) -> Path | None:
        """Ask for a file; none when it was left."""
        kinds = _("Files of the superior (*.s138r *.s138c)")
        start = str(begin or start_folder())
        chosen, _kind = QFileDialog.getOpenFileName(parent, title, start, kinds)
        return Path(chosen) if chosen else None


@dataclass(frozen=True, slots=True)
class TypedCode:
    """The period that the superior spoke of, and the digits that were typed."""

    period: Period
    digits: str


class CodeDialog(FormDialog):
    """Asks for the 12 digits that the superior reads over the telephone."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        periods: Sequence[Period],
        before: TypedCode | None = None,
        problem: str = "",
    ) -> None:
        super().__init__(
            parent,
            title=_("The superior's answer over the telephone"),
            do=_("Take the answer"),
            leave=_("Leave"),
            width=460,
        )
        self._periods = tuple(periods)
        self.period = ChoiceBox()
        self.period.setAccessibleName(_("Period"))
        for one in self._periods:
            self.period.addItem(period_name(one.id), one.id)
        self.digits = LineField(name=_("12 digits"), hint="1234 5678 9012")
        self.digits.setMaxLength(40)
        self.digits.textChanged.connect(self._weigh)
        self._digits = Labelled(
            _("12 digits"),
            self.digits,
            advice=_("Three groups of four, as the superior reads them; blanks do not matter."),
        )
        self.body.addWidget(Labelled(_("Period"), self.period))
        self.body.addWidget(self._digits)
        self.body.addStretch(1)
        if before is not None:
            self.period.setCurrentIndex(max(0, self.period.findData(before.period.id)))
            self.digits.setText(before.digits)
            self._digits.say(problem)
        self.leave_button.setAutoDefault(False)
        self.do_button.setDefault(True)
        self._weigh()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        *,
        periods: Sequence[Period],
        before: TypedCode | None = None,
        problem: str = "",
    ) -> TypedCode | None:
        """The digits; none when it was left. ``problem`` says why those before did not fit."""
        dialog = cls(parent, periods=periods, before=before, problem=problem)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.typed

    @property
    def typed(self) -> TypedCode:
        """What was typed."""
        return TypedCode(self._periods[self.period.currentIndex()], self.digits.text().strip())

    def _weigh(self) -> None:
        self.do_button.setEnabled(bool(self.digits.text().strip()) and bool(self._periods))


class CleanDialog(FormDialog):
    """Lists the files of the program on a stick; those made here are ticked."""

    def __init__(self, parent: QWidget | None, *, stick: str, files: Sequence[OldFile]) -> None:
        super().__init__(
            parent,
            title=_("Files of the program on {stick}").format(stick=stick),
            do=_("Take the ticked ones away"),
            leave=_("Leave them"),
            width=520,
        )
        said = _(
            "Only files that the program wrote are listed; others are never touched. What this"
            " office sent can be written again at any time."
        )
        self.body.addWidget(Text(said, look="soft", wrap=True))
        self.boxes: list[tuple[QCheckBox, OldFile]] = []
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for one in files:
            box = QCheckBox(_file_words(one))
            box.setChecked(one.made_here)
            box.toggled.connect(self._weigh)
            column.addWidget(box)
            self.boxes.append((box, one))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFixedHeight(min(_LIST_HEIGHT, 34 * len(files) + 12))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        self.body.addWidget(area)
        self.leave_by_enter()
        self._weigh()

    @classmethod
    def ask(
        cls, parent: QWidget | None, *, stick: str, files: Sequence[OldFile]
    ) -> tuple[OldFile, ...]:
        """The files that shall go; none when it was left."""
        dialog = cls(parent, stick=stick, files=files)
        return dialog.ticked if dialog.exec() == QDialog.DialogCode.Accepted else ()

    @property
    def ticked(self) -> tuple[OldFile, ...]:
        """The files that are ticked."""
        return tuple(one for box, one in self.boxes if box.isChecked())

    def _weigh(self) -> None:
        self.do_button.setEnabled(bool(self.ticked))


def _file_words(one: OldFile) -> str:
    said = _("{name} · {size}") if one.made_here else _("{name} · {size} · not made here")
    return said.format(name=one.name, size=size_words(one.file.size))
