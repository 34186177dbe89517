"""What is to be looked at in an officer's own paragraph: figures that changed, words taken over."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.issued_words import ChangedWords
from desktop.actions.report_texts import LivingText, StaleFigure
from desktop.i18n import _, ngettext
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.text import Text
from desktop.wording.living import stale_text


class LivingBox(QWidget):
    """Below a paragraph: nothing is changed in it unless the officer says so.

    ``take_wanted`` and ``keep_wanted`` carry the figure, ``confirm_wanted`` the section.
    """

    take_wanted = Signal(object)
    keep_wanted = Signal(object)
    confirm_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.links: list[LinkButton] = []
        self.show_living(None)

    def show_living(self, living: LivingText | None) -> None:
        """Show what is to be looked at in a section; hidden where there is nothing."""
        clear_layout(self._column)
        self.links = []
        if living is not None and living.carried:
            self._add_carried(living)
        for figure in living.stale if living is not None else ():
            self._add_figure(figure)
        self.setVisible(bool(self.links))

    def _add_carried(self, living: LivingText) -> None:
        said = _("Taken over from the report before. Read it again for this one.")
        self._column.addWidget(Text(said, look="todo", wrap=True))
        act = partial(self.confirm_wanted.emit, living.section)
        self._add_links((_("It still holds"), act))

    def _add_figure(self, figure: StaleFigure) -> None:
        self._column.addWidget(Text(stale_text(figure), look="todo", wrap=True))
        keep = (_("Leave as written"), partial(self.keep_wanted.emit, figure))
        if not figure.now:
            self._add_links(keep)
            return
        take = _("Write {figure}").format(figure=figure.now)
        self._add_links((take, partial(self.take_wanted.emit, figure)), keep)

    def _add_links(self, *links: "tuple[str, partial[None]]") -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(12)
        for title, act in links:
            link = LinkButton(title, act, small=True).needs("record_report_text")
            self.links.append(link)
            row.addWidget(link)
        row.addStretch(1)
        self._column.addWidget(line)


class IssuedWordsBox(QWidget):
    """Says that a numbered paper's words are others now, and shows those it was issued with.

    ``back_wanted`` carries the section and its words.
    """

    back_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._words: ChangedWords | None = None
        self.said = Text("", look="todo", wrap=True)
        self.issued = Text("", look="soft", wrap=True)
        self.back = LinkButton(
            _("Put the issued words back"), lambda: self.back_wanted.emit(self._words), small=True
        ).needs("record_report_text")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.said)
        column.addWidget(self.issued)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_words(None)

    def show_words(self, words: ChangedWords | None) -> None:
        """Show what a section was issued with; hidden where it still reads so."""
        self._words = words
        self.setVisible(words is not None)
        if words is None:
            return
        said = _("What stands below is not in the paper issued as {symbol}. That says:")
        self.said.setText(said.format(symbol=words.symbol))
        self.issued.setText(words.issued or _("the words that the program drafts."))


def carry_words(count: int) -> str:
    """The link that takes the paragraphs of the report before into this one."""
    return ngettext(
        "Take over {n} paragraph of the report before",
        "Take over {n} paragraphs of the report before",
        count,
    ).format(n=count)
