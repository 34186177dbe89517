"""A sheet beside the papers: its pages looked at, then printed, or saved as a PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from desktop.files import write_file
from desktop.i18n import _, ngettext
from desktop.ui.reports.pages import PagesView
from desktop.ui.reports.printing import PrinterChoice, PrintRun
from desktop.ui.reports.rendering import PageSize, page_sizes
from desktop.ui.reports.saving import SavePlace
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.dialogs import FormDialog


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pages of a sheet, its title, and the name that its file is to have."""

    pdf: bytes
    sizes: tuple[PageSize, ...]
    title: str
    file_name: str


class SheetDialog(FormDialog):
    """The pages; prints, or is left. ``saving`` says that a PDF is wanted instead."""

    def __init__(self, parent: QWidget | None, sheet: Sheet, *, context: ShellContext) -> None:
        super().__init__(parent, title=sheet.title, do=_("Print…"), leave=_("Close"), width=720)
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
    """Typesets the pages, shows them, prints or saves them.

    ``make`` runs on the worker and gives the PDF; ``title`` names the sheet on the dialog and at
    the printer, ``file_name`` is what its file is called unless the officer says otherwise.
    """

    def __init__(
        self,
        context: ShellContext,
        make: Callable[[], bytes],
        *,
        title: str,
        file_name: str,
        parent: QWidget,
    ) -> None:
        self._context, self._make, self._parent = context, make, parent
        self._title, self._file_name = title, file_name
        self._run: PrintRun | None = None

    def begin(self) -> None:
        """Typeset, then show."""
        self._context.ask(self._read, self._show)

    def _read(self) -> Sheet:
        pdf = self._make()
        return Sheet(pdf, page_sizes(pdf), self._title, self._file_name)

    def _show(self, sheet: Sheet) -> None:
        match SheetDialog.ask(self._parent, sheet, context=self._context):
            case "print":
                self._print(sheet)
            case "save":
                self._save(sheet)

    def _print(self, sheet: Sheet) -> None:
        if not PrinterChoice.offered():
            self._context.say(
                Tone.WARN, _("This computer has no printer yet. Save the sheet as a PDF instead.")
            )
            return
        printer = PrinterChoice.ask(self._parent, title=sheet.title, pages=len(sheet.sizes))
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
        said = ngettext(
            "{count} page sent to the printer.", "{count} pages sent to the printer.", pages
        )
        self._context.note(said.format(count=pages))

    def _save(self, sheet: Sheet) -> None:
        path = SavePlace.ask(
            self._parent, title=_("Save as PDF…"), name=sheet.file_name, kind="PDF (*.pdf)"
        )
        if path is not None:
            task = partial(write_file, path, sheet.pdf)
            self._context.ask(task, lambda _done: self._context.note(_("Saved.")))
