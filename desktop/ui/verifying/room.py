"""The room "Cần đối chiếu": what waits and why, files side by side, a decision with its reason."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.acknowledging import Settled, settle
from desktop.actions.carriers import Carried, answer_place
from desktop.actions.deciding import Decided, accept_unit, decide, leave_out
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.superior_month import Standing, WaitingFile
from desktop.domain.periods import Period
from desktop.i18n import _, ngettext
from desktop.ui.board.reply_dialog import AnswerGiven, AnswersGiven, NamedAnswer
from desktop.ui.receiving.content import breaking, shortened, untold_words
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.verifying.content import (
    Compared,
    compared,
    goes_out_words,
    named_apart,
    needs_slip,
    read_waiting,
    reason_words,
    waiting_items,
    waiting_name,
)
from desktop.ui.verifying.others import (
    LeavingOut,
    OthersDialog,
    after_words,
    other_files,
    what_happened,
)
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.ui.widgets.dialogs import ReasonDialog
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows import WorkList
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Line, Text
from desktop.wording import problem_text
from desktop.wording.superior import key_waits_text

_COUNTING = (Standing.IN_FORCE, Standing.SUPERSEDED)
_TOP = Qt.AlignmentFlag.AlignTop
_LIST_WIDTH = 340
_WIDE = 960
_COLUMN, _LABELS = 128, 150


class VerifyingRoom(Room):
    """Shows the files that wait; a person decides each with a reason, or by the slip's code."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self._found: tuple[WaitingFile, ...] = ()
        self._chosen = ""
        self.page = VerifyingPage(context, room=self)
        self.page.list.opened.connect(self._choose)

    def widget(self) -> QWidget:
        """The list and the comparison."""
        return self.page

    def on_shown(self, month: Period) -> None:  # noqa: ARG002  files of every month wait here
        """Read what waits."""
        self._context.ask(partial(read_waiting, self._desk), self._take)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read anew when something was received or decided."""
        if ChangeKind.EXCHANGE in kinds:
            self._context.ask(partial(read_waiting, self._desk), self._take)

    def on_target(self, target: object) -> None:
        """Another room asks for one file."""
        if isinstance(target, dict) and target.get("package"):
            self._choose(str(target["package"]))

    def help_text(self) -> str:
        """What F1 says."""
        return _(
            "These files are sound, but a person must say whether they count: nothing of them is "
            "in any total until then. At the right the file stands beside those that it touches. "
            "Accept it or leave it out; the reason is signed and kept, and can be followed later."
        )

    def accept(self) -> None:
        """Accept the file in sight, with a reason."""
        self._decide(accept=True)

    def reject(self) -> None:
        """Leave the file in sight out, with a reason."""
        self._decide(accept=False)

    def accept_code(self) -> None:
        """Accept the unit's key by the code of its slip."""
        one = self._current()
        typed = self.page.code.text().strip()
        if one is not None and typed:
            self._accept(partial(accept_unit, self._desk, one.package.unit_code, typed))

    def add_unit(self) -> None:
        """Begin the unit of the file in sight in the list of units."""
        one = self._current()
        if one is not None:
            package = one.package
            named = (package.unit_code, package.unit_name, package.valid_from)
            self._context.go_to("units", {"new": named})

    def _current(self) -> WaitingFile | None:
        return next((one for one in self._found if one.package.package_id == self._chosen), None)

    def _take(self, found: tuple[WaitingFile, ...]) -> None:
        self._found = found
        decided = bool(self._chosen) and self._current() is None
        if self._current() is None:
            self._chosen = found[0].package.package_id if found else ""
        self.page.show_waiting(found)
        self._show()
        if decided:
            self.page.leave_buttons()

    def _choose(self, package_id: object) -> None:
        if package_id is None:
            return
        self._chosen = str(package_id)
        self._show()

    def _show(self) -> None:
        one = self._current()
        if one is not None:
            self.page.show_file(one)

    def _decide(self, *, accept: bool) -> None:
        one = self._current()
        if one is None:
            return
        title = _("Accept this file") if accept else _("Leave this file out")
        detail = _("{file}. Write why, for instance whom you asked and when.").format(
            file=named_apart(one)
        )
        if accept and (gone := goes_out_words(one)):
            detail = f"{detail} {gone}"
        if accept and needs_slip(one):
            title = _("Accept this file without the slip")
            detail = f"{detail} {key_waits_text()}"
        reason = ReasonDialog.ask(
            self.page,
            title=title,
            detail=detail,
            do=title,
            leave=_("Decide later"),
        )
        if reason:
            package = one.package.package_id
            task = partial(decide, self._desk, package, accept=accept, reason=reason)
            if accept:
                self._accept(task, reason=reason)
            else:
                self._write_returning([one], task, partial(self._decided, reason=reason))

    def _accept(self, decision: Callable[[], Outcome[Decided]], *, reason: str = "") -> None:
        """Accept, and write new receipts where the files that count by it lie."""
        task = partial(settle, self._desk, decision, self._context.sticks.writable)
        self._context.write(task, partial(self._settled, reason))

    def _settled(self, reason: str, outcome: Outcome[Settled]) -> None:
        done = outcome.value
        decided = done.decided if done is not None else None
        untold = untold_words(done) if done is not None else ""
        self._decided(
            Outcome(decided, outcome.problems, outcome.changes), reason=reason, untold=untold
        )

    def _write_returning(
        self,
        files: Sequence[WaitingFile],
        task: Callable[..., Outcome[Decided]],
        then: Callable[[Outcome[Decided]], None],
    ) -> None:
        """Do what returns files; the receipt goes on the stick that brought them, if it is here."""
        carried = [Carried(one.package.package_id, one.package.file_name) for one in files]
        find = partial(answer_place, self._desk, carried, self._context.sticks.writable)
        self._context.ask(find, lambda to: self._context.write(partial(task, to=to), then))

    def _decided(self, outcome: Outcome[Decided], *, reason: str = "", untold: str = "") -> None:
        if outcome.value is None:
            self.page.say_wrong(" ".join(problem_text(one) for one in outcome.problems))
            return
        done = outcome.value
        self.page.code.clear()
        self._context.note(_("Decided; the record is signed."))
        if done.receipts:
            self._tell_returned(done, ())
        words = " ".join(one for one in (after_words(done), untold) if one)
        if words:
            self._context.say(Tone.WARN, words)
        if done.standing in _COUNTING and not done.receipts:
            then = partial(self._offer, done, reason, words)
            self._context.ask(partial(read_waiting, self._desk), then)

    def _offer(
        self, done: Decided, reason: str, words: str, found: tuple[WaitingFile, ...]
    ) -> None:
        """Say what an acceptance did, and offer to leave out what stands against the file.

        ``words`` are what it leaves to be known: they are not put away by what it did.
        """
        others = other_files(done, found)
        if not any(one.touched for one in others):
            first, *more = what_happened(done)
            if more:
                said = " ".join(one for one in (first, *more, words) if one)
                self._context.say(Tone.WARN if words else Tone.INFO, said)
            else:
                self._context.note(first)
            return
        wish = OthersDialog.ask(self.page, done=done, others=others, reason=reason)
        if wish is not None:
            task = partial(leave_out, self._desk, wish.package_ids, reason=wish.reason)
            files = [one for one in found if one.package.package_id in wish.package_ids]
            self._write_returning(files, task, partial(self._left_out, found, wish))

    def _left_out(
        self, found: tuple[WaitingFile, ...], wish: LeavingOut, outcome: Outcome[Decided]
    ) -> None:
        if outcome.value is None:
            self.page.say_wrong(" ".join(problem_text(one) for one in outcome.problems))
            return
        self._context.note(_("Decided; the record is signed."))
        self._tell_returned(
            outcome.value, [one for one in found if one.package.package_id in wish.package_ids]
        )

    def _tell_returned(self, done: Decided, files: Sequence[WaitingFile]) -> None:
        """Left out is returned: the unit is told by each receipt, or by its digits."""
        title = _("The report was returned")
        if len(done.receipts) == 1:
            AnswerGiven.ask(self.page, title=title, answer=done.receipts[0])
            return
        names = {one.package.package_id: waiting_name(one) for one in files}
        answers = [NamedAnswer(names.get(one.package_id, ""), one) for one in done.receipts]
        AnswersGiven.ask(self.page, title=_("The reports were returned"), answers=answers)


class VerifyingPage(QWidget):
    """The list at the left, at the right the files side by side and the buttons."""

    def __init__(self, context: ShellContext, *, room: VerifyingRoom) -> None:
        super().__init__()
        self._shown: WaitingFile | None = None
        self._filled = 0
        self.list = WorkList(theme=context.theme)
        self._list_panel = Panel(" ", flush=True)
        self._list_panel.body.addWidget(scrolled(self.list, sideways=False))
        self._list_panel.setFixedWidth(_LIST_WIDTH)
        self.title = Text("", look="heading", wrap=True)
        self.reason = Text("", look="todo", wrap=True)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(6)
        self.code = LineField(name=_("Check code on the signed slip"), hint="12345-12345-12345-…")
        self.code.returnPressed.connect(room.accept_code)
        self._labelled = Labelled(_("Check code on the signed slip"), self.code)
        self.code_button = SecondaryButton(_("Accept the key"), room.accept_code).needs(
            "accept_unit"
        )
        self.add_button = SecondaryButton(_("Add to the units…"), room.add_unit).needs(
            "record_units"
        )
        self.reject_button = SecondaryButton(_("Leave it out…"), room.reject).needs("decide")
        self.accept_button = PrimaryButton(_("Accept this file…"), room.accept).needs("decide")
        self.empty = EmptyState(
            "circle-check",
            _("Nothing waits to be verified."),
            theme=context.theme,
            advice=_("Files that need a person's decision stand here as soon as they come in."),
            button=_("Go to the board"),
            on_click=lambda: context.go_to("board"),
        )
        self._build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list gives way: the columns that are compared are never cut."""
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE
        self._list_panel.setFixedWidth(_LIST_WIDTH if wide else _LIST_WIDTH * 3 // 5)
        if self._shown is not None and self._beside() != self._filled:
            self._fill(self._shown)

    def show_waiting(self, found: tuple[WaitingFile, ...]) -> None:
        """List what waits."""
        self.list.show_items(shortened(waiting_items(found)))
        count = len(found)
        said = ngettext("{count} file waits", "{count} files wait", count)
        self._list_panel.set_title(said.format(count=count))
        self._stack.setCurrentIndex(0 if found else 1)

    def leave_buttons(self) -> None:
        """Another file came in sight: an Enter meant for the one before decides nothing of it.
        After the last one the keys go on from the way to the board."""
        if not self.list.rows:
            if self.isVisible() and self.empty.button is not None:
                self.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        buttons = (self.accept_button, self.reject_button, self.code_button, self.add_button)
        if self.window().focusWidget() in (*buttons, self.code):
            row = self.list.rows[0]
            row.show()  # what is not yet shown takes no focus
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_file(self, one: WaitingFile) -> None:
        """Show one file beside those that it touches."""
        self._shown = one
        self.title.setText(waiting_name(one))
        self.reason.setText(reason_words(one))
        self.say_wrong("")
        self._weigh_slip(needed=needs_slip(one))
        self.add_button.setVisible(one.verdict.cause.value == "unknown_unit")
        self._fill(one)

    def _weigh_slip(self, *, needed: bool) -> None:
        """A key is settled by the signed slip: what goes round it is not the first thing to do."""
        self._code_box.setVisible(needed)
        self.code_button.look_like("primary" if needed else "secondary")
        self.accept_button.look_like("secondary" if needed else "primary")
        without = _("Accept without the slip…")
        self.accept_button.setText(without if needed else _("Accept this file…"))

    def say_wrong(self, words: str) -> None:
        """Say why a code or a decision was not taken."""
        self._labelled.say(words if self._code_box.isVisibleTo(self) else "")
        self._wrong.setText("" if self._code_box.isVisibleTo(self) else words)
        self._wrong.setVisible(bool(self._wrong.text()))

    def _fill(self, one: WaitingFile) -> None:
        clear_layout(self.grid)
        self._filled = self._beside()
        own, *others = compared(one)
        for place in range(1, self.grid.columnCount()):
            self.grid.setColumnStretch(
                place, 1 if place <= min(self._filled, len(others)) + 1 else 0
            )
        below = 0
        for first in range(0, max(1, len(others)), self._filled):
            below = self._fill_block((own, *others[first : first + self._filled]), below)

    def _beside(self) -> int:
        """How many other files fit beside the one in question; the rest goes on below."""
        room = self.width() - self._list_panel.width() - _LABELS
        return max(1, room // _COLUMN - 1)

    def _fill_block(self, columns: Sequence[Compared], top: int) -> int:
        """Lay files side by side from a line on; returns the line after them."""
        for place, column in enumerate(columns, start=1):
            self.grid.addWidget(Text(column.title, look="strong", wrap=True), top, place, _TOP)
            self.grid.addWidget(Text(column.state, look="soft", wrap=True), top + 1, place, _TOP)
            self.grid.setColumnStretch(place, 1)
        lines = columns[0].lines
        for row, (label, first) in enumerate(lines):
            at = top + 2 + row
            self.grid.addWidget(Text(label, look="small", wrap=True), at, 0, _TOP)
            apart = any(other.lines[row][1] != first for other in columns[1:])
            self.grid.addWidget(_value(first, differs=apart), at, 1, _TOP)
            for place, other in enumerate(columns[1:], start=2):
                value = other.lines[row][1]
                self.grid.addWidget(_value(value, differs=value != first), at, place, _TOP)
        self.grid.addWidget(Line(), top + 2 + len(lines), 0, 1, len(columns) + 1)
        return top + 3 + len(lines)

    def _build(self) -> None:
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(8)
        inner.addWidget(self.title)
        inner.addWidget(self.reason)
        inner.addWidget(Line())
        inner.addLayout(self.grid)
        inner.addStretch(1)
        card = Panel(flush=True)
        area = scrolled(content)
        self.grid.setColumnMinimumWidth(0, 84)
        card.body.addWidget(area, 1)
        card.body.addLayout(self._foot())
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._list_panel)
        row.addWidget(card, 1)
        calm = Panel()
        calm.body.addWidget(self.empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(both)
        self._stack.addWidget(calm)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _foot(self) -> QVBoxLayout:
        self._code_box = QWidget()
        line = QHBoxLayout(self._code_box)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._labelled, 1)
        line.addWidget(self.code_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._wrong = Text("", look="trouble", wrap=True)
        self._wrong.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.reject_button)
        buttons.addWidget(self.accept_button)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 10)
        foot.setSpacing(8)
        foot.addWidget(Line())
        foot.addWidget(self._code_box)
        foot.addWidget(self._wrong)
        foot.addLayout(buttons)
        return foot


def _value(text: str, *, differs: bool = False) -> Text:
    """A value that is selected with the mouse; one that differs is strong."""
    made = Text(breaking(text), look="strong" if differs else "", wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
