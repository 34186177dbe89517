"""Nhật ký: what was done, in sentences, the newest first; and whether the chain is whole."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.actions.desk import Desk
from desktop.actions.log_words import logged
from desktop.actions.safety import log_cut_off, verify_log
from desktop.actions.timeline import ReadOnlyDesk
from desktop.domain.log_asked import LogAsked, LogWords
from desktop.files import write_file
from desktop.i18n import _, format_date, format_number
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.erasure_dialog import ErasureDialog
from desktop.ui.system.section import Section
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import DayField, SearchField
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.text import Text
from desktop.wording import finding_text
from desktop.wording.log_lines import in_lines

_PAGE = 200


class JournalSection(Section):
    """Pages of the log; nothing here can be changed."""

    key = "journal"

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context, desk=desk)
        self._lines: tuple[LogWords, ...] = ()
        self._until: int | None = None
        self._empty = EmptyState("history", _("Nothing was done yet."), theme=context.theme)
        columns: tuple[Column[LogWords], ...] = (
            Column(
                title=_("No."),
                text=lambda one: format_number(one.seq),
                width=70,
                right=True,
                sort=lambda one: one.seq,
            ),
            Column(title=_("Day"), text=_day_of, width=100, sort=lambda one: one.seq),
            Column(
                title=_("Time"),
                text=lambda one: f"{one.at:%H:%M}",
                width=70,
                sort=lambda one: one.seq,
            ),
            Column(
                title=_("What was done"),
                text=lambda one: one.sentence,
                width=0,
                tip=lambda one: in_lines(one.sentence),
            ),
            Column(title=_("Who"), text=lambda one: one.officer, width=140),
        )
        self.table: ListTable[LogWords] = ListTable(
            RowsModel(columns, theme=context.theme),
            theme=context.theme,
            memory=context.memory,
            key="system-journal",
            identity=lambda one: one.seq,
            empty=self._empty,
        )
        panel = Panel(_("What was done, the newest first"), flush=True)
        if not isinstance(desk, ReadOnlyDesk):
            panel.add_action(
                LinkButton(_("Erase a name typed by mistake…"), self.erase).needs("erase")
            )
        panel.add_action(LinkButton(_("Print as PDF…"), self.print_pdf))
        panel.add_action(LinkButton(_("Check the log"), self.verify))
        panel.body.addLayout(self._filter())
        panel.body.addWidget(self.table, 1)
        self.more = LinkButton(_("Show earlier entries"), self._earlier)
        panel.body.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)

    @property
    def asked(self) -> LogAsked:
        """What is asked for."""
        return LogAsked(
            str(self.who.currentData() or ""), self.first.day, self.last.day, self.words.text()
        )

    def refresh(self) -> None:
        """Read the newest page of what is asked for."""
        asked = self.asked
        self.context.ask(partial(_page, self.desk, None, asked), partial(self._show, asked))

    def print_pdf(self) -> None:
        """Write what is asked for, not the page in sight alone, into a PDF."""
        # Papers are seldom made here: what makes them is loaded when it is asked for.
        from desktop.ui.reports.saving import SavePlace

        place = SavePlace.ask(
            self, title=_("Save the log as PDF"), name=f"{_('log')}.pdf", kind="PDF (*.pdf)"
        )
        if place is None:
            return
        said = _("The paper is in {path}.").format(path=place)
        task = partial(_write, self.desk, self.asked, place)
        self.context.ask(task, lambda _done: self.context.say(Tone.INFO, said))

    def verify(self) -> None:
        """Check that no entry was changed or taken out."""
        self.context.ask(partial(_verified, self.desk), self._say_verified)

    def erase(self) -> None:
        """Take a name typed by mistake out of everything."""
        ErasureDialog(self, context=self.context, desk=self.desk).exec()

    def _filter(self) -> QHBoxLayout:
        self.who = ChoiceBox()
        self.who.setAccessibleName(_("Who"))
        self.who.addItem(_("All officers"), "")
        for one in self.desk.officers:
            self.who.addItem(one.name, one.name)
        self.who.setVisible(len(self.desk.officers) > 1)
        self.first = DayField(name=_("From day"), period=self.context.month)
        self.last = DayField(name=_("To day"), period=self.context.month)
        self.words = SearchField(_("Find in the log"), theme=self.context.theme)
        self.who.activated.connect(self.refresh)
        self.words.searched.connect(self.refresh)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.who)
        for words, day in ((_("from day"), self.first), (_("to day"), self.last)):
            day.day_changed.connect(self.refresh)
            day.setMaximumWidth(140)
            row.addWidget(Text(words, look="soft"))
            row.addWidget(day)
        return row

    def _show(self, asked: LogAsked, page: "_Page") -> None:
        if asked == self.asked:
            self._lines = ()
            self._empty.say(_("Nothing was done yet.") if asked.everything else _("No entry fits."))
            self._append(asked, page)

    def _earlier(self) -> None:
        asked = self.asked
        if self._until is not None:
            task = partial(_page, self.desk, self._until, asked)
            self.context.ask(task, partial(self._append, asked))

    def _append(self, asked: LogAsked, page: "_Page") -> None:
        if asked == self.asked:
            self._lines, self._until = (*self._lines, *page.lines), page.until
            self.table.show_rows(self._lines)
            self.more.setVisible(page.until is not None)

    def _say_verified(self, found: tuple[int | None, str | None]) -> None:
        broken, cut_off = found
        if cut_off is not None:
            self.context.say(Tone.WARN, finding_text("log_cut_off", {"name": cut_off}))
        elif broken is None:
            self.context.note(_("The log is whole: no entry was changed or taken out."))
        else:
            said = _(
                "The log does not fit from entry {n} on: somebody changed the file from outside."
            )
            self.context.say(Tone.TROUBLE, said.format(n=format_number(broken)))


def _verified(desk: Desk) -> tuple[int | None, str | None]:
    """Where the log is broken, and the backup that knows more of it; runs on the worker."""
    broken = verify_log(desk)
    return broken, log_cut_off(desk) if broken is None else None


@dataclass(frozen=True, slots=True)
class _Page:
    """Entries that fit, and the last one looked at; none when the log was read to its end."""

    lines: tuple[LogWords, ...]
    until: int | None


def _page(desk: Desk, before: int | None, asked: LogAsked) -> _Page:
    """The next entries that fit, as many as a page holds."""
    found: list[LogWords] = []
    for entry in (one.words for one in logged(desk, before=before)):
        if asked.fits(entry):
            found.append(entry)
            if len(found) == _PAGE:
                return _Page(tuple(found), entry.seq)
    return _Page(tuple(found), None)


def _write(desk: Desk, asked: LogAsked, place: Path) -> None:
    """The whole of what is asked for as a paper, in its file."""
    from desktop.actions.log_paper import log_pdf

    lines = [one.words for one in logged(desk) if asked.fits(one.words)]
    write_file(place, log_pdf(desk, lines, asked))


def _day_of(line: LogWords) -> str:
    return format_date(line.at.date())
