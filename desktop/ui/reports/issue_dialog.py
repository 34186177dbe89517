"""The form in which number and date of a paper that was signed are entered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.actions.desk import Desk
from desktop.actions.issued_papers import papers, papers_of, proposed_paper, signer_name
from desktop.actions.paper_numbers import CORRECTION
from desktop.actions.papers import MINUTES, PaperChoice, standing_line
from desktop.actions.periods import closing_in_force, period_named
from desktop.actions.profile import signers
from desktop.domain.issued import (
    LARGEST_NUMBER,
    NAME_LIMIT,
    SERIES_LIMIT,
    SUBJECT_LIMIT,
    IssuedDraft,
    IssuedPaper,
    check_issued,
    paper_symbol,
)
from desktop.domain.periods import Period, PeriodRule, month_of
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.reports.closing import fit_height
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import DayField, Labelled, LineField, NumberField
from desktop.ui.widgets.side_form import ChoiceField, NoteField, add_arrow
from desktop.ui.widgets.suggestions import ComboField
from desktop.ui.widgets.text import Text
from desktop.wording import problem_text
from desktop.wording.issued import issued_words, paper_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuing:
    """What the form begins with; ``drafts`` are the papers it may be about, none while open.

    ``known`` are the lines of the register, ``signers`` the names offered.
    """

    period: Period
    drafts: tuple[IssuedDraft, ...]
    known: tuple[IssuedPaper, ...]
    signers: tuple[str, ...]
    today: date


def read_issuing(desk: Desk, period: Period, *, kind: str = CORRECTION) -> Issuing:
    """The report of a period and its replacement, as they stand or with what they say themselves.

    The one of the ``kind`` comes first. Runs on the worker.
    """
    closing = closing_in_force(desk, period.id)
    drafts: tuple[IssuedDraft, ...] = ()
    if closing is not None:
        kinds = [CORRECTION, str(period.kind)] if closing.correction else [str(period.kind)]
        kinds.sort(key=lambda one: one != kind)
        lines = {one.kind: one for one in papers_of(desk, period) if one.closing_id == closing.id}
        drafts = tuple(
            IssuedDraft.of(lines[one]) if one in lines else proposed_paper(desk, one, period)
            for one in kinds
        )
    return _issuing(desk, period, drafts)


def read_letter(desk: Desk, kind: str, period: Period, choice: PaperChoice) -> Issuing:
    """A letter, plan, minutes or report of a range of days; runs on the worker.

    A kind may go out more than once in a period: the lines it has, the last one first, then a new
    one with what the paper of ``choice`` says itself; that one first where it is made anew. Of
    minutes only those of the session or group in ``choice`` are meant.
    """
    known = [one for one in papers_of(desk, period) if one.kind == kind]
    if kind == MINUTES:
        known = [one for one in known if one.about == choice.about]
    stored = tuple(IssuedDraft.of(one) for one in reversed(known))
    if stored and kind == MINUTES and choice.about:
        # The minutes of a session have one number.
        return _issuing(desk, period, stored)
    new = proposed_paper(desk, kind, period, choice)
    opened = choice.anew or standing_line(desk, kind, period, choice) is None
    return _issuing(desk, period, (new, *stored) if opened else (*stored, new))


def read_line(desk: Desk, line: IssuedPaper) -> Issuing:
    """A line of the register, to be changed; runs on the worker."""
    return _issuing(desk, period_named(desk, line.period), (IssuedDraft.of(line),))


def _issuing(desk: Desk, period: Period, drafts: tuple[IssuedDraft, ...]) -> Issuing:
    names = (signer_name(one) for one in signers(desk))
    return Issuing(
        period=period,
        drafts=drafts,
        known=papers(desk),
        signers=tuple(dict.fromkeys(name for name in names if name)),
        today=desk.clock.today(),
    )


class IssueDialog(FormDialog):
    """Number, symbol, date, subject, signer and recipients; what is wrong stands at its field."""

    def __init__(self, parent: QWidget | None, issuing: Issuing, *, theme: Theme) -> None:
        self._draft = issuing.drafts[0]
        super().__init__(
            parent,
            title=_title(issuing.drafts),
            do=_("Save in the register"),
            leave=_("Go back"),
            lead=_("As the registry wrote them on the signed paper; no figure changes."),
            width=560,
        )
        self._issuing, self._filling = issuing, False
        self.rows: dict[str, Labelled] = {}
        self._beside: dict[str, LineField] = {}
        self._make_fields(theme)
        self._lay()
        self._fill(self._draft)
        self.leave_button.setAutoDefault(False)
        self.do_button.setDefault(True)

    @classmethod
    def ask(cls, parent: QWidget | None, issuing: Issuing, *, theme: Theme) -> IssuedDraft | None:
        """The line to be stored; none when the form was left."""
        dialog = cls(parent, issuing, theme=theme)
        if dialog.exec() != cls.DialogCode.Accepted:
            return None
        return dialog.draft

    @property
    def draft(self) -> IssuedDraft:
        """What stands in the fields."""
        return replace(
            self._draft,
            number=self.number.value,
            series=self.series.text(),
            issued_on=self.day.day,
            subject=self.subject.text(),
            signer=self.signer.value,
            recipients=tuple(self.recipients.toPlainText().splitlines()),
            note=self.note.text(),
        )

    @property
    def told(self) -> str:
        """What stands below number, symbol and date."""
        return self._below_pair.text()

    def accept(self) -> None:
        """Leave only when nothing stops the line; what does stands below its field."""
        stopping = [one for one in self.problems() if one.stops]
        words = {one.field: problem_text(one) for one in reversed(stopping)}
        if not self.number.sound:
            words["number"] = _("Write a whole number in figures, such as 45.")
        if not self.day.sound and self.day.text().strip():
            words["issued_on"] = _("This is no day. Write it as 5/10 or 05/10/2026.")
        self._say(words)
        if not words:
            super().accept()

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with what stands in the fields."""
        return check_issued(
            self.draft,
            today=self._issuing.today,
            period=self._issuing.period,
            known=self._issuing.known,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words are in its width."""
        super().showEvent(event)
        fit_height(self)

    def _make_fields(self, theme: Theme) -> None:
        month = month_of(self._issuing.today, PeriodRule.uniform(1))
        self.kind = ChoiceField(name=_("Paper"), theme=theme)
        for one in self._issuing.drafts:
            self.kind.addItem(self._offered(one), one.kind)
        self.number = NumberField(name=_("Number"), largest=LARGEST_NUMBER)
        self.series = _line(_("Symbol"), SERIES_LIMIT)
        self.day = DayField(name=_("Date of the paper"), period=month, may_be_empty=False)
        self.subject = _line(_("Subject"), SUBJECT_LIMIT)
        self.signer = ComboField(name=_("Signed by"), words=self._issuing.signers, theme=theme)
        self.signer.setMaxLength(NAME_LIMIT)
        add_arrow(self.signer, theme=theme)
        self.recipients = NoteField(name=_("Recipients"), lines=2)
        self.note = _line(_("Note"), SUBJECT_LIMIT)
        self.kind.currentIndexChanged.connect(self._choose)
        for field in (self.number, self.series, self.day, self.subject, self.signer, self.note):
            field.textChanged.connect(self._weigh)
        self.recipients.textChanged.connect(self._weigh)

    def _offered(self, draft: IssuedDraft) -> str:
        """A paper to choose: its kind; lines of the same kind by number and date."""
        if len({one.kind for one in self._issuing.drafts}) > 1:
            return paper_kind(draft.kind)
        if draft.number is None or draft.issued_on is None:
            return _("Another paper, without a number yet")
        return issued_words(paper_symbol(draft.number, draft.series), draft.issued_on)

    def _lay(self) -> None:
        if len(self._issuing.drafts) > 1:
            self.body.addWidget(Labelled(_("Paper"), self.kind))
        pair = QHBoxLayout()
        pair.setSpacing(10)
        for key, label, one, share in (
            ("number", _("Number"), self.number, 2),
            ("series", _("Symbol"), self.series, 3),
            ("issued_on", _("Date of the paper"), self.day, 3),
        ):
            self._beside[key] = one
            pair.addWidget(Labelled(label, one), share, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(pair)
        self._below_pair = Text("", wrap=True)
        self.body.addWidget(self._below_pair)
        below: tuple[tuple[str, str, QWidget], ...] = (
            ("subject", _("Subject"), self.subject),
            ("signer", _("Signed by"), self.signer),
            ("recipients", _("Recipients, one a line"), self.recipients),
            ("note", _("Note"), self.note),
        )
        for key, label, field in below:
            self.rows[key] = Labelled(label, field)
            self.body.addWidget(self.rows[key])

    def _fill(self, draft: IssuedDraft) -> None:
        self._draft, self._filling = draft, True
        if draft.number is not None or draft.id is not None:
            self.number.setText("" if draft.number is None else str(draft.number))
            self.day.set_day(draft.issued_on)
        self.series.setText(draft.series)
        self.subject.setText(draft.subject)
        self.subject.setCursorPosition(0)
        self.signer.setText(draft.signer)
        self.recipients.setPlainText("\n".join(draft.recipients))
        self.note.setText(draft.note)
        self._filling = False
        self._weigh()

    def _choose(self, number: int) -> None:
        """Another paper: what it says itself; number and date that were typed stay."""
        if not 0 <= number < len(self._issuing.drafts):
            return
        before, draft = self._draft, self._issuing.drafts[number]
        if before.id is not None and before.number == self.number.value:
            # They are the stored line's own, nobody typed them for this one.
            self.number.clear()
            self.day.set_day(None)
        self._fill(draft)

    def _weigh(self) -> None:
        """Say at once what is taken all the same but wants a second look."""
        if self._filling:
            return
        found = [one for one in self.problems() if not one.stops]
        words = {one.field: problem_text(one) for one in found if one.field in self.rows}
        self._say(words, warned=[problem_text(one) for one in found if one.field not in words])

    def _say(self, words: dict[str, str], *, warned: Sequence[str] = ()) -> None:
        """Say problems at their fields; what the three fields beside each other say goes below."""
        for key, row in self.rows.items():
            row.say(words.get(key, ""))
        for key, field in self._beside.items():
            field.mark_wrong(words.get(key, ""))
        wrong = [words[key] for key in self._beside if key in words]
        said = wrong or list(dict.fromkeys(warned))
        self._below_pair.setText("\n".join(said))
        self._below_pair.look_like("trouble-small" if wrong else "todo-small")
        self._below_pair.setVisible(bool(said))
        if self.isVisible():
            fit_height(self)
            # A frame that tells of a problem is thicker once it was painted.
            QTimer.singleShot(0, self, partial(fit_height, self))


def _title(drafts: tuple[IssuedDraft, ...]) -> str:
    """What is done in the form; either of both where there is a choice of lines."""
    stored = {one.id is not None for one in drafts}
    if stored == {True, False} and len({one.kind for one in drafts}) == 1:
        return _("Number and date")
    changing = drafts[0].id is not None
    return _("Change number and date") if changing else _("Enter number and date")


def _line(name: str, limit: int) -> LineField:
    field = LineField(name=name)
    field.setMaxLength(limit)
    return field
