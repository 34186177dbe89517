"""The pages of a paper with a form, before or after it is taken."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.reports.form_files import TriedPages
from desktop.ui.reports.preview import Preview
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Text

_WIDTH, _HEIGHT = 900, 640


class FormPreviewDialog(QDialog):
    """Shows the pages once they are made; nothing can be changed here."""

    def __init__(
        self,
        parent: QWidget | None,
        context: ShellContext,
        *,
        title: str,
        said: str,
        read: Callable[[], TriedPages],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Preview"))
        self.resize(_WIDTH, _HEIGHT)
        self.preview = Preview(theme=context.theme, ask=context.ask)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(8)
        outer.addWidget(Text(title, look="heading", wrap=True))
        outer.addWidget(Text(said, look="soft", wrap=True))
        card = Panel(flush=True)
        card.body.addWidget(self.preview)
        outer.addWidget(card, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.leave = SecondaryButton(_("Close the preview"), self.accept)
        self.leave.setAutoDefault(False)
        foot.addWidget(self.leave)
        outer.addLayout(foot)
        self.preview.work.begin(_("The paper is being made…"))
        context.ask(read, self._take, partial(self._failed, context))

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        context: ShellContext,
        *,
        title: str,
        said: str,
        read: Callable[[], TriedPages],
    ) -> None:
        """Show the pages until they are left."""
        cls(parent, context, title=title, said=said, read=read).exec()

    def _take(self, pages: TriedPages) -> None:
        self.preview.work.end()
        if pages.refusal:
            self.preview.show_nothing(pages.refusal)
        else:
            self.preview.show_paper(pages.data, pages.sizes)

    def _failed(self, context: ShellContext, error: Exception) -> None:
        self.reject()
        context.failed(error)
