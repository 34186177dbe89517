"""The pages of the objectives: looked at, printed, or saved as a PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Desk
from desktop.actions.objective_sheet import objective_sheet_pdf
from desktop.domain.periods import Period
from desktop.files import write_file
from desktop.i18n import _
from desktop.ui.reports.pages import PagesView
from desktop.ui.reports.printing import PrinterChoice, PrintRun
from desktop.ui.reports.rendering import PageSize, page_sizes
from desktop.ui.reports.room import SavePlace
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.dialogs import FormDialog
from desktop.wording import period_title


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pages of a month's objectives."""

    pdf: bytes
    sizes: tuple[PageSize, ...]


def read_sheet(desk: Desk, month: Period) -> Sheet:
    """Typeset the pages; runs on the worker."""
    pdf = objective_sheet_pdf(desk, month)
    return Sheet(pdf, page_sizes(pdf))


class SheetDialog(FormDialog):
    """The pages; prints, or is left. ``saving`` says that a PDF is wanted instead."""

    def __init__(self, parent: QWidget | None, sheet: Sheet, *, context: ShellContext) -> None:
        super().__init__(
            parent,
            title=_("Objectives of {month}").format(month=period_title(context.month)),
            do=_("Print…"),
            leave=_("Close"),
            width=720,
        )
        self.saving = False
        room = parent.window().size() if parent is not None else None
        width = min(900, room.width() - 60) if room is not None else 820
        self.resize(width, room.height() - 60 if room is not None else 700)
        self.pages = PagesView(theme=context.theme, draw=partial(_draw, context))
        self.pages.show_paper(sheet.pdf, sheet.sizes)
        self.body.addWidget(self.pages, 1)
        self.buttons.insertWidget(0, SecondaryButton(_("Save as PDF…"), self._save))

    @classmethod
    def ask(cls, parent: QWidget | None, sheet: Sheet, *, context: ShellContext) -> str:
        """Show the pages; "print", "save", or empty when they were left."""
        dialog = cls(parent, sheet, context=context)
        if dialog.exec() != cls.DialogCode.Accepted:
            return ""
        return "save" if dialog.saving else "print"

    def _save(self) -> None:
        self.saving = True
        self.accept()


def _draw(
    context: ShellContext, task: Callable[[], QImage], then: Callable[[QImage], None]
) -> None:
    context.ask(task, then)


class SheetPrinting:
    """Typesets the pages, shows them, prints or saves them."""

    def __init__(
        self, context: ShellContext, *, desk: Desk, month: Period, parent: QWidget
    ) -> None:
        self._context, self._desk, self._month, self._parent = context, desk, month, parent
        self._run: PrintRun | None = None

    def begin(self) -> None:
        """Typeset, then show."""
        self._context.ask(partial(read_sheet, self._desk, self._month), self._show)

    def _show(self, sheet: Sheet) -> None:
        match SheetDialog.ask(self._parent, sheet, context=self._context):
            case "print":
                self._print(sheet)
            case "save":
                self._save(sheet)

    def _print(self, sheet: Sheet) -> None:
        title = _("Objectives of {month}").format(month=period_title(self._month))
        printer = PrinterChoice.ask(self._parent, title=title, pages=len(sheet.sizes))
        if printer is None:
            return
        self._run = PrintRun(
            printer,
            sheet.pdf,
            sheet.sizes,
            work=self._context.work,
            done=self._printed,
            failed=self._context.failed,
        )
        self._run.start()

    def _printed(self, pages: int) -> None:
        self._run = None
        self._context.note(_("{count} pages sent to the printer.").format(count=pages))

    def _save(self, sheet: Sheet) -> None:
        name = f"Muc-tieu-{self._month.id}.pdf"
        title = _("Save as PDF…")
        path = SavePlace.ask(self._parent, title=title, name=name, kind="PDF (*.pdf)")
        if path is not None:
            task = partial(write_file, path, sheet.pdf)
            self._context.ask(task, lambda _done: self._context.note(_("Saved.")))
