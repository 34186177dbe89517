"""Giới thiệu: version, licences, where the data lie, and checking them."""

from functools import partial

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop import __version__
from desktop.actions.desk import Desk
from desktop.actions.help_bundle import Part
from desktop.actions.places import place_findings
from desktop.actions.safety import check
from desktop.i18n import _
from desktop.paths import log_folder, place_warnings
from desktop.ui.crash.bundle_dialog import BundleDialog, parts_of
from desktop.ui.setup.places import place_sentence
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.section import Section, paragraph
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Text
from desktop.ui.work import CancelledError, Progress, Step
from desktop.wording import finding_text
from desktop.wording.damage import STEPS


class AboutSection(Section):
    """Facts about the program and the place of the data.

    ``stepped`` says what the full check is doing.
    """

    key = "about"
    stepped = Signal(str)

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context, desk=desk)
        self._progress: Progress | None = None
        content = QWidget()
        panels = QVBoxLayout(content)
        panels.setContentsMargins(0, 0, 0, 0)
        panels.setSpacing(16)
        for panel in (self._program(), self._data(), self._licences()):
            panels.addWidget(panel)
        panels.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(content))

    @property
    def result(self) -> str:
        """What the last check found, in words."""
        return self._result.text()

    def check_data(self) -> None:
        """Check everything, or stop the check that runs."""
        if self._progress is not None:
            self._progress.cancel()
            return
        self.check_button.setText(_("Stop the check"))
        self._result.look_like("soft")
        self._result.setText(_("Every page is being read…"))
        self._progress = self.context.work.call_long(
            partial(_findings, self.desk),
            self._checked,
            step=self._show_step,
            failed=self._not_checked,
        )

    def show_bundle(self) -> None:
        """Put the help bundle together and show it."""
        self.context.ask(partial(parts_of, self.desk), self._ask_bundle)

    def _program(self) -> Panel:
        panel = Panel(_("Book 138"))
        panel.body.addWidget(
            Text(_("Version {version}").format(version=__version__), look="strong")
        )
        for sentence in (
            _(
                "The month of a commune's Steering Committee 138, from paper to print, without"
                " internet."
            ),
            _(
                "No names of addicts, users or persons managed belong into this register: counts"
                " only."
            ),
            _("Not for state secrets: the program offers no such stamp."),
        ):
            panel.body.addWidget(paragraph(sentence))
        return panel

    def _data(self) -> Panel:
        panel = Panel(_("Where the data lie"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        folder = self.desk.store.folder
        places = (
            (_("Data folder"), folder),
            (_("Backups"), folder / "backups"),
            (_("Technical logs"), log_folder()),
        )
        for number, (label, place) in enumerate(places):
            grid.addWidget(Text(label, look="soft"), number, 0)
            text = Text(str(place), wrap=True)
            grid.addWidget(text, number, 1)
            grid.addWidget(LinkButton(_("Open"), partial(_open, str(place))), number, 2)
        panel.body.addLayout(grid)
        for code in place_warnings(folder):
            panel.body.addWidget(Text(place_sentence(code), look="todo", wrap=True))
        row = QHBoxLayout()
        self.check_button = PrimaryButton(_("Check the data"), self.check_data)
        self._result = Text("", wrap=True)
        row.addWidget(self.check_button)
        row.addWidget(SecondaryButton(_("Help bundle…"), self.show_bundle))
        row.addSpacing(8)
        row.addWidget(self._result, 1)
        panel.body.addSpacing(4)
        panel.body.addLayout(row)
        return panel

    def _licences(self) -> Panel:
        panel = Panel(_("Licences"))
        for sentence in (
            _("The program: Apache License 2.0."),
            _(
                "Qt and PySide6: LGPL 3. SQLCipher, ReportLab, lxml: BSD. PDFium: BSD and Apache"
                " 2.0. python-docx, openpyxl: MIT."
            ),
            _("Inter and Liberation Serif: SIL Open Font License. Icons: Lucide, ISC License."),
        ):
            panel.body.addWidget(paragraph(sentence))
        return panel

    def _ask_bundle(self, parts: tuple[Part, ...]) -> None:
        BundleDialog.ask(self, parts=parts)

    def _show_step(self, step: Step) -> None:
        self.stepped.emit(step.text)
        said = _("{done} of {total}: {what}")
        self._result.setText(said.format(done=step.done + 1, total=step.total, what=step.text))

    def _checked(self, findings: tuple[str, ...]) -> None:
        self._ended()
        self._result.setText("\n".join(findings) or _("Everything is in order."))
        self._result.look_like("todo" if findings else "met")

    def _not_checked(self, error: Exception) -> None:
        self._ended()
        stopped = isinstance(error, CancelledError)
        self._result.setText(_("The check was stopped. Nothing was changed.") if stopped else "")
        self.context.failed(error)

    def _ended(self) -> None:
        self._progress = None
        self.check_button.setText(_("Check the data"))


def _findings(desk: Desk, progress: Progress) -> tuple[str, ...]:
    """Check deeply on the worker; between two steps the check can be stopped."""

    def tell(done: int, total: int, step: str, name: str) -> None:
        progress.report(done, total, _(STEPS[step]).format(name=name))

    found = (*check(desk, deep=True, tell=tell), *place_findings(desk.store.folder))
    return tuple(finding_text(one.code, one.details) for one in found)


def _open(place: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(place))
