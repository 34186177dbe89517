"""The room "Gửi cấp trên": what is sent, where it is written, done; and the answers back."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.receipts import correct_returned
from desktop.actions.sent_periods import Sendable, SentLine
from desktop.actions.sticks import Drive, Place, place_of
from desktop.domain.periods import Period, parse_period
from desktop.i18n import _, ngettext
from desktop.ui.sending.content import (
    FileFacts,
    SendingView,
    month_of_remark,
    read_files,
    read_sending,
    room_of,
)
from desktop.ui.sending.page import FILE, WHAT, WHERE, SendingPage
from desktop.ui.sending.receiving import Answers
from desktop.ui.sending.shown_file import ShownFile
from desktop.ui.sending.writing import Job, Phase, Writing, WritingState
from desktop.ui.setup.restore import FolderChoice
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import ConfirmDialog, ReasonDialog
from desktop.wording import period_name, problem_text

_SHOWS = frozenset({ChangeKind.EXCHANGE, ChangeKind.PERIODS, ChangeKind.PROFILE})
_REASON_LIMIT = 500


class SendingRoom(Room):
    """The writing goes on while another room is in sight; its answer is shown when one is back."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self.context, self.desk = context, desk
        self._view: SendingView | None = None
        self._job: Job | None = None
        self._aim = ""
        self.page = SendingPage(context)
        self.shown = ShownFile(context, desk=desk, page=self.page.file)
        self.writing = Writing(context, desk=desk)
        self.answers = Answers(context, desk=desk, panel=self.page.answers)
        self._connect()

    def widget(self) -> QWidget:
        """The steps and what stands beside them."""
        return self.page

    def on_shown(self, month: Period) -> None:
        """Read the store and look for sticks."""
        if self._view is not None and self._view.month != month and not self.writing.under_way:
            self._aim = month.id
        self.page.come_back()
        self._read()
        self.context.sticks.look()
        self._show_drives(self.context.sticks.drives)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Files, answers or closings were changed."""
        if kinds & _SHOWS:
            self._read()

    def on_target(self, target: object) -> None:
        """A period to send; "answers" puts the focus on taking a receipt in."""
        wanted = target if isinstance(target, Mapping) else {}
        if wanted.get("show") == "answers":
            self.page.answers.file_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._aim = str(wanted.get("month", "")) or self.context.month.id
        self._reach()

    def help_text(self) -> str:
        """What F1 says."""
        sending = _(
            "Every closed period that was not received is ticked; Space unticks one. Plug a stick"
            " in, Enter writes all of them onto it. Each file is sealed, written and read back;"
            " pull the stick out only when “The stick may be pulled out” stands there. Torn out"
            " too early, it is written to the end by itself once the stick is back. Print the"
            " hand-over slips, have them signed, and hand them over with the stick."
        )
        answers = _(
            "Plug the stick in again when it comes back: the receipt on it is found by itself and"
            " the month becomes received, or returned with reasons that stand below as a work"
            " list. An answer over the telephone has 12 digits."
        )
        return f"{sending}\n\n{answers}"

    def may_leave(self) -> bool:
        """While bytes are on their way the stick must stay: leaving then is asked about."""
        if not self.writing.under_way:
            return True
        stop = ConfirmDialog.ask(
            self.page,
            question=_("A file is being written"),
            detail=_("Wait until the stick may be pulled out, or stop and write it later."),
            do=_("Stop and leave"),
            keep=_("Wait"),
        )
        if stop:
            self.writing.stop()
        return stop

    # -- reading ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        page, file = self.page, self.page.file
        self.writing.told.connect(self.show_writing)
        page.what.chosen.connect(self._choose)
        page.what.correct_wanted.connect(self.correct)
        page.what.close_wanted.connect(self._close_month)
        page.where.chosen.connect(self._write_to)
        page.where.look_wanted.connect(self.context.sticks.look)
        page.where.folder_wanted.connect(self._write_to_folder)
        page.where.back_wanted.connect(self._begin)
        page.history.opened.connect(self._open_line)
        page.remarks.opened.connect(self._open_remark)
        page.remarks.correct_wanted.connect(self.correct)
        file.stop_wanted.connect(self.writing.stop)
        file.again_wanted.connect(self.writing.again)
        file.elsewhere_wanted.connect(self._elsewhere)
        file.slip_wanted.connect(self._print_slip)
        file.rewrite_wanted.connect(self._rewrite)
        file.connect_wanted.connect(lambda: self.context.go_to("system", {"section": "connection"}))
        comparing = {"section": "connection", "do": "compare"}
        page.where.compare_wanted.connect(lambda: self.context.go_to("system", comparing))
        file.back_wanted.connect(self._begin)
        self.context.sticks.changed.connect(self._show_drives)
        self.context.sticks.looked.connect(self.writing.look_again)

    def _read(self) -> None:
        self.context.ask(partial(read_sending, self.desk, self.context.month), self._take)

    def _take(self, view: SendingView) -> None:
        if view.month != self.context.month:
            return
        first, self._view = self._view is None, view
        self.page.what.show_view(view)
        self.page.history.table.show_rows(view.history)
        self.page.show_remarks(view.remarked)
        self.answers.show_periods([one.period for one in view.periods if one.package is not None])
        self._refresh_file(view)
        if first:
            self._aim = self._aim or self.context.month.id
        self._reach()

    def _refresh_file(self, view: SendingView) -> None:
        """What is said of the file in sight follows its answers."""
        if self.page.step != FILE or self.writing.under_way:
            return
        before = [one.line for one in self.shown.files]
        now = [view.line(one.package.package_id) for one in before]
        pairs = list(zip(before, now, strict=True))
        if any(new is None or (old.in_force and not new.in_force) for old, new in pairs):
            # Newer figures took its place since: there is something else to send.
            self._aim = self._aim or self.context.month.id
        elif before != now and self.shown.settled:
            self._show_kept(*(one.package.package_id for one in before))

    def _reach(self) -> None:
        """Begin with the period that was asked for, unless a file is on its way."""
        if self._view is None or not self._aim:
            return
        aim, self._aim = self._aim, ""
        state = self.writing.state
        if state is not None and state.phase is not Phase.DONE:
            self.page.go(FILE)
            return
        sent = self._view.sendable(aim)
        if sent is not None and sent not in self._view.waiting and sent.package is not None:
            self._show_kept(sent.package.package_id)
            return
        self._begin()
        if sent is not None:
            self.page.what.choose(sent.period)

    def _begin(self) -> None:
        """The first step."""
        self.writing.drop()
        self.shown.forget()
        self.page.go(WHAT)
        if self._view is not None:
            self.page.what.choose_next(self._view)
        self.page.what.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- sending ---------------------------------------------------------------------------------

    def _choose(self, chosen: tuple[Sendable, ...]) -> None:
        self._ask_where(tuple(one.period for one in chosen))

    def _ask_where(self, periods: tuple[Period, ...], package_id: str = "") -> None:
        self._job = Job(periods, Place(Path()), package_id)
        connected = self._view.connected if self._view is not None else None
        name = connected.superior.name if connected is not None else ""
        compared = connected is None or connected.compared
        waiting = connected.waiting if connected is not None else ""
        names = [one.id for one in periods]
        self.page.where.ask_for(names, name, compared=compared, waiting=waiting)
        self.page.where.show_drives(self.context.sticks.drives)
        self.page.go(WHERE)
        self.page.where.start()

    def _write_to(self, drive: Drive) -> None:
        self._write(Place(drive.folder, drive))

    def _write_to_folder(self) -> None:
        folder = FolderChoice.ask(self.page, title=_("Where to write the file"))
        if folder is not None:
            self._write(place_of(folder, self.context.sticks.drives))

    def _write(self, place: Place) -> None:
        if self._job is not None:
            self.shown.forget()
            self.page.go(FILE)
            self.writing.begin(replace(self._job, place=place))

    def _elsewhere(self) -> None:
        state = self.writing.state
        self.writing.drop()
        if state is not None:
            self._ask_where(state.job.periods, state.job.package_id)

    def show_writing(self, state: WritingState) -> None:
        """Show how far a file came, and what it is once it is written."""
        self.page.go(FILE)
        self.page.file.show_writing(state)
        self.page.what.leave_out([one.id for one in state.kept])
        if state.phase is not Phase.DONE:
            return
        self.shown.show_written(state.written, state.job.place)
        if not self.page.isVisible():
            said = ngettext(
                "The file is written; the stick may be pulled out.",
                "{n} files are written; the stick may be pulled out.",
                len(state.written),
            )
            self.context.note(said.format(n=len(state.written)))

    def _rewrite(self) -> None:
        lines = [one.line for one in self.shown.files]
        if lines:
            older = "" if all(one.in_force for one in lines) else lines[0].package.package_id
            self._ask_where(tuple(self._period(one.package.period) for one in lines), older)

    def _print_slip(self) -> None:
        periods = [self._period(one.line.package.period) for one in self.shown.files]
        if len(periods) > 1:
            self._print_slips(periods)
        elif periods:
            self._show_month(periods[0])
            self.context.go_to("reports", {"paper": "stick-slip", "period": periods[0].id})

    def _print_slips(self, periods: list[Period]) -> None:
        """The slips of several files, one after the other in one go."""
        # Typesetting is not small, and asked for once: imported then.
        from desktop.ui.sending.slips import slips_printing

        self._slips = slips_printing(self.context, self.desk, periods, parent=self.page)
        self._slips.begin()

    def _show_drives(self, drives: tuple[Drive, ...]) -> None:
        self.page.where.show_drives(drives)
        self.shown.follow_drives(drives)
        if self.page.isVisible() and not self.writing.under_way:
            self.answers.show_drives(drives)

    # -- history, remarks ------------------------------------------------------------------------

    def _open_line(self, line: SentLine) -> None:
        if not self.writing.under_way:
            self.writing.drop()
            self._show_kept(line.package.package_id)

    def _show_kept(self, *package_ids: str) -> None:
        sizes = dict.fromkeys(package_ids, 0)
        self.context.ask(partial(read_files, self.desk, sizes), self._show_files)

    def _show_files(self, files: tuple[FileFacts, ...]) -> None:
        if not files or self.writing.under_way:
            return
        self.shown.show_kept(files)
        self.page.go(FILE)

    def correct(self, period: str) -> None:
        """Begin the numbered correction of a returned period, and go where it is corrected."""
        remarks = self._remarks(period)
        reason = ReasonDialog.ask(
            self.page,
            title=_("Correct {period} and send it again").format(period=period_name(period)),
            detail=_(
                "The period is opened as a numbered replacement report; what was sent stays"
                " readable. Correct the figures, close it again, and send it."
            ),
            do=_("Open it for correction"),
            leave=_("Leave it closed"),
            text="; ".join(text for text, _where in remarks)[:_REASON_LIMIT],
        )
        if reason is None:
            return
        where = next((where for _text, where in remarks if where), "")
        task = partial(correct_returned, self.desk, self._period(period), reason=reason)
        self.context.write(task, partial(self._corrected, period, where))

    def _corrected(self, period: str, where: str, outcome: Outcome[str]) -> None:
        for problem in outcome.problems:
            self.context.say(Tone.WARN, problem_text(problem))
        if outcome.done:
            said = _("{period} is open for correction.")
            self._go_to_remark(self._period(period), where)
            self.context.note(said.format(period=period_name(period)))

    def _open_remark(self, target: object) -> None:
        if isinstance(target, tuple):
            period, where = target
            self._go_to_remark(period, where)

    def _go_to_remark(self, period: Period, where: str) -> None:
        self._show_month(period)
        self.context.go_to(room_of(where), {"month": month_of_remark(period)})

    def _show_month(self, period: Period) -> None:
        month = month_of_remark(period)
        if month != self.context.month.id:
            self.context.set_month(parse_period(month, self.context.rule))

    def _close_month(self) -> None:
        month = self.context.month.id
        self.context.go_to("confirm", {"month": month, "step": "close"})

    def _remarks(self, period: str) -> tuple[tuple[str, str], ...]:
        found = self._view.remarked if self._view is not None else ()
        said = next((one.said for one in found if one.period.id == period), None)
        return tuple((one.text, one.where) for one in said.remarks) if said is not None else ()

    def _period(self, name: str) -> Period:
        sent = self._view.sendable(name) if self._view is not None else None
        return sent.period if sent is not None else parse_period(name, self.context.rule)
