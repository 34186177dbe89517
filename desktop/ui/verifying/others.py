"""After a file was accepted: what happened to the others of its unit, and leaving them out."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from desktop.actions.deciding import Decided
from desktop.actions.superior_month import WaitingFile
from desktop.i18n import _, ngettext
from desktop.ui.receiving.content import period_word
from desktop.ui.verifying.content import apart, named_apart, reason_words
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import Labelled
from desktop.ui.widgets.personal import PersonalWarning
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.side_form import NoteField
from desktop.ui.widgets.text import Text
from desktop.wording.superior import (
    accepted_over_text,
    across_text,
    beside_text,
    fallen_text,
    key_waits_text,
    put_out_text,
    standing_word,
    took_back_text,
)

_LIST_HEIGHT = 110
_LONGEST_REASON = 500


class OtherFile(NamedTuple):
    """A file of the unit that waits still; ``touched``: it stands against the one accepted."""

    package_id: str
    name: str
    why: str
    touched: bool


class LeavingOut(NamedTuple):
    """The files chosen to be left out, and the reason that their unit reads."""

    package_ids: tuple[str, ...]
    reason: str


def other_files(done: Decided, found: Sequence[WaitingFile]) -> tuple[OtherFile, ...]:
    """The files of the unit that wait after a decision, those that it touched first."""
    waiting = set(done.waiting)
    others = [
        OtherFile(
            one.package.package_id,
            named_apart(one),
            reason_words(one),
            touched=one.package.package_id in done.turned
            or one.package.period == done.package.period,
        )
        for one in found
        if one.package.package_id in waiting and one.package.package_id != done.package.package_id
    ]
    return tuple(sorted(others, key=lambda one: not one.touched))


def what_happened(done: Decided) -> tuple[str, ...]:
    """What became of the file that was accepted, and what the acceptance did to others."""
    said = _("File no. {number} of {unit}, {month} ({apart}): {standing}.").format(
        number=done.package.sequence,
        unit=done.package.unit_name or done.package.unit_code,
        month=period_word(done.package.period),
        apart=apart(done.package),
        standing=standing_word(done.standing),
    )
    parts = [said]
    if done.key_waits:
        parts.append(key_waits_text())
    parts += (put_out_text(one, apart(one)) for one in done.out_months)
    parts += (
        fallen_text(one.before, waits=one.waits, now=one.now)
        for one in done.fallen
        if one.before is not None and one.before.package_id not in done.out
    )
    parts += map(beside_text, done.beside)
    if done.turned:
        turned = ngettext(
            "{count} file that counted before waits now.",
            "{count} files that counted before wait now.",
            len(done.turned),
        )
        parts.append(turned.format(count=len(done.turned)))
    return tuple(parts)


def after_words(done: Decided) -> str:
    """What a decision leaves to be known: that the unit has a return still, what counts in place of
    a file left out, what an acceptance means for what comes next, what is in the totals twice."""
    back = took_back_text() if done.took_back else ""
    instead = (
        fallen_text(one.before, waits=one.waits, now=one.now)
        for one in done.fallen
        if one.before is not None and done.receipts
    )
    over = accepted_over_text(done.waited_for, code=done.package.unit_code)
    twice = (
        across_text(one.finding.code.value, one.finding.details, unit=one.unit, other=one.other)
        for one in done.shared
    )
    return " ".join(one for one in (back, *instead, over, *twice) if one)


def usual_reason(done: Decided, reason: str) -> str:
    """The reason offered for the files left out: which one was accepted in their place, and why."""
    said = _("File no. {number}, {month}, was accepted in its place").format(
        number=done.package.sequence, month=period_word(done.package.period)
    )
    return f"{said}: {reason}"[:_LONGEST_REASON] if reason else said


class OthersDialog(FormDialog):
    """Names the files that wait beside the one accepted; one press leaves the chosen ones out."""

    def __init__(
        self, parent: QWidget | None, *, done: Decided, others: Sequence[OtherFile], reason: str
    ) -> None:
        super().__init__(
            parent,
            title=_("What becomes of the unit's other files?"),
            do=_("Leave the chosen files out"),
            leave=_("Let them wait"),
            width=560,
        )
        self.body.addWidget(Text(" ".join(what_happened(done)), wrap=True))
        self.boxes: dict[str, QCheckBox] = {}
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for one in others:
            box = QCheckBox(one.name)
            box.setChecked(one.touched)
            box.toggled.connect(self._weigh)
            self.boxes[one.package_id] = box
            column.addWidget(box)
            why = Text(one.why, look="small", wrap=True)
            why.setContentsMargins(24, 0, 0, 4)
            column.addWidget(why)
        column.addStretch(1)
        area = scrolled(content, sideways=False)
        area.setMinimumHeight(_LIST_HEIGHT)
        self.body.addWidget(area, 1)
        label = _("Reason; the unit reads it")
        self.reason = NoteField(name=label)
        self.reason.setPlainText(usual_reason(done, reason))
        self.reason.textChanged.connect(self._weigh)
        self.body.addWidget(Labelled(label, self.reason))
        self._personal = PersonalWarning()
        self.body.addWidget(self._personal)
        self.leave_by_enter()
        self._weigh()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        *,
        done: Decided,
        others: Sequence[OtherFile],
        reason: str,
    ) -> LeavingOut | None:
        """Ask; none where all are to wait."""
        dialog = cls(parent, done=done, others=others, reason=reason)
        return dialog.wish if dialog.exec() == QDialog.DialogCode.Accepted else None

    @property
    def wish(self) -> LeavingOut:
        """What is chosen and typed."""
        chosen = tuple(name for name, box in self.boxes.items() if box.isChecked())
        return LeavingOut(chosen, self.reason.toPlainText().strip())

    def _weigh(self) -> None:
        fits = 0 < len(self.wish.reason) <= _LONGEST_REASON
        self.do_button.setEnabled(bool(self.wish.package_ids) and fits)
        self._personal.weigh(self.wish.reason)
