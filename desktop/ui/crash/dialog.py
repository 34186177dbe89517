"""The report of an error of the program's own: shown, saved where that is wanted, and going on."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop.files import write_file
from desktop.i18n import _
from desktop.log import Code
from desktop.ui.crash.shown_text import TextDialog
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.text import Text

_LOG = logging.getLogger(__name__)


class CrashDialog(TextDialog):
    """Says what happened, shows the whole report, and offers to save it and to open anew."""

    def __init__(self, parent: QWidget | None, *, report: str, kept: bool = True) -> None:
        safe = _(
            "What was saved before is safe, and lines being typed are kept. Open the"
            " program again; if the error comes back, save the report and give it to"
            " whoever helps you."
        )
        if not kept:
            safe = _(
                "What was saved before is safe. What is half typed in a form is not kept: go on"
                " without opening again, save it, then open the program again. If the error comes"
                " back, save the report and give it to whoever helps you."
            )
        exactly = _("The report holds exactly this, no names and no figures:")
        super().__init__(
            parent,
            report,
            title=_("The program met an error of its own"),
            do=_("Open again"),
            leave=_("Go on without opening again"),
            name=_("The report"),
            known=(Text(safe, wrap=True), Text(exactly, look="soft", wrap=True)),
            width=640,
        )
        self._report = report
        self.save_button = SecondaryButton(_("Save the report…"), self.save)
        self.buttons.insertWidget(0, self.save_button)
        self.do_button.setDefault(True)

    @classmethod
    def ask(cls, parent: QWidget | None, *, report: str, kept: bool = True) -> bool:
        """Show it; true when the program is to be opened again. ``kept``: all that was typed is."""
        return cls(parent, report=report, kept=kept).exec() == QDialog.DialogCode.Accepted

    def save(self) -> None:
        """Save what is shown, to the byte."""
        self.save_as(
            "bao-cao-loi.txt",
            _("Text (*.txt)"),
            lambda place: write_file(place, self._report.encode()),
        )


class CrashTeller(QObject):
    """Brings reports of every thread to the window's, one dialog at a time.

    While one is shown, further reports are written to their files and not shown. ``keep`` keeps
    what is being typed before it is said to be kept, and tells whether that is all of it.
    """

    _arrived = Signal(str)

    def __init__(
        self,
        *,
        parent: Callable[[], QWidget | None],
        again: Callable[[], None],
        keep: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._parent, self._again, self._keep = parent, again, keep
        self._showing = False
        self._arrived.connect(self._show)

    def take(self, report: str, path: Path | None) -> None:
        """A report that was written to ``path``; may be called on any thread."""
        del path
        self._arrived.emit(report)

    def _show(self, report: str) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            again = CrashDialog.ask(self._parent(), report=report, kept=self._kept())
        finally:
            self._showing = False
        if again:
            self._again()

    def _kept(self) -> bool:
        try:
            return self._keep()
        except Exception as error:  # noqa: BLE001  it is told already; a second one tells no more
            _LOG.warning("not kept: %s", Code("untyped"), exc_info=error)
            return False
