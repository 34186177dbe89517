"""Answering a unit's report: accepted with remarks, or returned with reasons."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from desktop.actions.answers import Answer
from desktop.actions.replies import ReplyKind
from desktop.actions.sticks import Drive
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import Labelled
from desktop.ui.widgets.personal import PersonalWarning
from desktop.ui.widgets.side_form import ChoiceField, NoteField
from desktop.ui.widgets.text import Line, Text
from desktop.wording import error_text
from desktop.wording.drives import drive_name

_PARTS = ("", "activity", "duty", "models", "counts", "objectives")


class ReplyWish(NamedTuple):
    """What was typed: the remarks one a line, the part they speak of, where the receipt goes."""

    remarks: tuple[str, ...]
    where: str
    folder: Path | None


class PlaceField(ChoiceField):
    """Where a file is written: a stick that is plugged in, a folder, or nowhere.

    ``home`` is the stick that the file belongs on. Of several sticks none is chosen without it.
    """

    def __init__(
        self,
        sticks: Sequence[Drive],
        *,
        theme: Theme,
        may_be_nowhere: bool = True,
        home: Path | None = None,
    ) -> None:
        super().__init__(name=_("Where to write"), theme=theme)
        folders: list[Path] = []
        for drive, name in zip(sticks, drive_names(sticks), strict=True):
            if not drive.read_only:
                self.addItem(_("USB {name}").format(name=name), drive.folder)
                folders.append(drive.folder)
        self.setPlaceholderText(_("No stick is plugged in: choose a folder"))
        if may_be_nowhere:
            self.addItem(_("No file: read its digits over the telephone"), None)
            # With words for an empty choice Qt chooses nothing by itself.
            nowhere = len(folders)
            at = folders.index(home) if home in folders else nowhere
            self.setCurrentIndex(at if len(folders) > 1 else 0)

    @property
    def folder(self) -> Path | None:
        """The folder chosen; none where no file is wanted."""
        found = self.currentData()
        return Path(found) if found is not None else None

    def link(self, title: str) -> LinkButton:
        """The button below the field: it asks, under a title, for a folder of this computer."""
        return LinkButton(_("Choose a folder…"), partial(self._choose_folder, title), small=True)

    def _choose_folder(self, title: str) -> None:
        from desktop.ui.setup.restore import FolderChoice

        chosen = FolderChoice.ask(self, title=title)
        if chosen is not None:
            self.insertItem(0, str(chosen), chosen)
            self.setCurrentIndex(0)


class ReplyDialog(FormDialog):
    """Asks for remarks and the place of the receipt; a return needs a reason."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        kind: ReplyKind,
        title: str,
        sticks: Sequence[Drive],
        theme: Theme,
        home: Path | None = None,
    ) -> None:
        returned = kind == "returned"
        do = _("Return the report") if returned else _("Accept the report")
        super().__init__(parent, title=title, do=do, leave=_("Leave it as it is"), width=520)
        self._needed = returned
        label = _("Reasons, one a line") if returned else _("Remarks, one a line (may be empty)")
        self.remarks = NoteField(name=label, lines=4)
        self.where = ChoiceField(name=_("They speak of"), theme=theme)
        for part in _PARTS:
            self.where.addItem(part_word(part), part)
        self.place = PlaceField(sticks, theme=theme, home=home)
        advice = _("The unit reads them with its receipt; the telephone's digits carry no words.")
        if returned:
            advice = _("The unit sees them on its work list, with the button to correct and send.")
        self.body.addWidget(Labelled(label, self.remarks, advice=advice))
        self._personal = PersonalWarning()
        self.body.addWidget(self._personal)
        self.body.addWidget(Labelled(_("They speak of"), self.where))
        self.body.addWidget(Labelled(_("Write the receipt to"), self.place))
        link = self.place.link(_("Folder for the receipt"))
        self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.leave_button.setAutoDefault(False)
        self.remarks.textChanged.connect(self._weigh)
        self._weigh()

    @property
    def wish(self) -> ReplyWish:
        """What was typed."""
        lines = (line.strip() for line in self.remarks.toPlainText().splitlines())
        where = str(self.where.currentData() or "")
        return ReplyWish(tuple(filter(None, lines)), where, self.place.folder)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        *,
        kind: ReplyKind,
        title: str,
        sticks: Sequence[Drive],
        theme: Theme,
        home: Path | None = None,
    ) -> ReplyWish | None:
        """Ask; none when it was left."""
        dialog = cls(parent, kind=kind, title=title, sticks=sticks, theme=theme, home=home)
        return dialog.wish if dialog.exec() == QDialog.DialogCode.Accepted else None

    def _weigh(self) -> None:
        self.do_button.setEnabled(not self._needed or bool(self.wish.remarks))
        self._personal.weigh(*self.wish.remarks)


class ReceiptWish(NamedTuple):
    """Where a receipt is written again; without a folder only its digits are shown."""

    folder: Path | None


class ReceiptPlace(FormDialog):
    """Asks where a receipt is written again: no stick that is plugged in brought its file."""

    def __init__(self, parent: QWidget | None, *, sticks: Sequence[Drive], theme: Theme) -> None:
        title, do = _("Write the receipt again"), _("Write the receipt")
        said = _("The file of this report lies on no stick that is plugged in.")
        super().__init__(parent, title=title, do=do, leave=_("Write nothing"), lead=said, width=480)
        self.place = PlaceField(sticks, theme=theme)
        self.body.addWidget(Labelled(_("Write the receipt to"), self.place))
        link = self.place.link(_("Folder for the receipt"))
        self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.leave_button.setAutoDefault(False)
        self.place.currentIndexChanged.connect(self._weigh)
        self._weigh()

    @classmethod
    def ask(
        cls, parent: QWidget | None, *, sticks: Sequence[Drive], theme: Theme
    ) -> ReceiptWish | None:
        """Ask; none when nothing is to be written."""
        dialog = cls(parent, sticks=sticks, theme=theme)
        done = dialog.exec() == QDialog.DialogCode.Accepted
        return ReceiptWish(dialog.place.folder) if done else None

    def _weigh(self) -> None:
        digits = self.place.folder is None
        self.do_button.setText(_("Show the digits") if digits else _("Write the receipt"))


class AnswerGiven(FormDialog):
    """Says what became of an answer: its file, and its digits large enough to read aloud."""

    def __init__(self, parent: QWidget | None, *, title: str, answer: Answer) -> None:
        super().__init__(parent, title=title, do=_("Close"), leave="", width=480)
        self.leave_button.hide()
        self.body.addWidget(Text(written_words(answer), wrap=True))
        self.body.addWidget(Text(_("Digits for the telephone"), look="small"))
        self.digits = digits_text(answer.code)
        self.body.addWidget(self.digits)
        said = _("The unit types these twelve digits when it cannot read the file.")
        self.body.addWidget(Text(said, look="small", wrap=True))

    @classmethod
    def ask(cls, parent: QWidget | None, *, title: str, answer: Answer) -> None:
        """Show it until it is closed."""
        cls(parent, title=title, answer=answer).exec()


class NamedAnswer(NamedTuple):
    """An answer and the file that it is to."""

    name: str
    answer: Answer


class AnswersGiven(FormDialog):
    """Several answers given at once: for each file where its receipt lies, and its digits."""

    def __init__(
        self, parent: QWidget | None, *, title: str, answers: Sequence[NamedAnswer]
    ) -> None:
        super().__init__(parent, title=title, do=_("Close"), leave="", width=520)
        self.leave_button.hide()
        said = _("The unit types these twelve digits when it cannot read the file.")
        self.body.addWidget(Text(said, look="small", wrap=True))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        self.digits = [digits_text(one.answer.code) for one in answers]
        for one, digits in zip(answers, self.digits, strict=True):
            column.addWidget(Text(one.name, look="strong", wrap=True))
            column.addWidget(digits)
            column.addWidget(Text(written_words(one.answer), look="small", wrap=True))
            column.addWidget(Line())
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(content)
        area.setMinimumHeight(220)
        self.body.addWidget(area, 1)

    @classmethod
    def ask(cls, parent: QWidget | None, *, title: str, answers: Sequence[NamedAnswer]) -> None:
        """Show them until they are closed."""
        cls(parent, title=title, answers=answers).exec()


def drive_names(drives: Sequence[Drive]) -> tuple[str, ...]:
    """What drives are called side by side: those of one name with the folder that each lies at."""
    names = [drive_name(one.name, one.label) for one in drives]
    often = Counter(names)
    return tuple(
        name
        if often[name] == 1
        else _("{label} ({letter})").format(label=name, letter=drive.folder)
        for name, drive in zip(names, drives, strict=True)
    )


def digits_text(code: str) -> Text:
    """The digits of an answer, large enough to be read aloud."""
    made = Text(code, look="digits")
    made.setAccessibleName(_("Digits for the telephone"))
    made.setTextInteractionFlags(made.textInteractionFlags().TextSelectableByMouse)
    return made


def written_words(answer: Answer) -> str:
    """Where the receipt lies, or what stopped its writing."""
    if answer.path is not None:
        return _("The receipt was written and read back: {path}").format(path=answer.path)
    if answer.fault:
        lead = _("The answer stands, but its file could not be written.")
        return f"{lead} {error_text(answer.fault, answer.details)}"
    return _("The answer stands. No file was written.")


def part_word(part: str) -> str:
    """The part of a report that a remark speaks of; the blocks of figures by their ids."""
    match part:
        case "activity":
            return _("the sessions")
        case "duty":
            return _("the duty of the groups")
        case "models":
            return _("the models")
        case "counts":
            return _("the situation figures")
        case "objectives":
            return _("the objectives")
    return _("the whole report")
