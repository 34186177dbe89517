"""Đơn vị: the commune's profile, the superior, and what papers need."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.profile import change_profile, check_profile, profile
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.periods import month_of
from desktop.domain.problems import stopping
from desktop.domain.text import nfc, tidy
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.section import Section, paragraph, two_columns
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.fields import DayField, Labelled, LineField
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Text


class OfficeSection(Section):
    """A form; what was changed is saved by the button, by Ctrl+S, and on leaving."""

    key = "office"
    right = "change_profile"

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context, desk=desk)
        self._stored: CommuneProfile | None = None
        self.fields: dict[str, Labelled] = {}
        self._build()
        save = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        save.activated.connect(self.keep)

    def typed_part(self) -> QWidget:
        """All fields."""
        return self._content

    def refresh(self) -> None:
        """Read the profile, unless something here is not saved yet."""
        if not self.dirty:
            self.context.ask(partial(profile, self.desk), self._show)

    def shows(self, kinds: frozenset[str]) -> bool:
        """The profile alone."""
        return ChangeKind.PROFILE in kinds

    @property
    def dirty(self) -> bool:
        """Whether the form differs from what is stored."""
        return self._stored is not None and self._draft() != self._stored

    def keep(self) -> bool:
        """Save what was changed; what cannot be saved stays in sight and says why."""
        if not self.dirty:
            return True
        if self.valid_from.day is None:
            self.fields["valid_from"].say(_("This is no day. Write it as 01/07/2025."))
            return False
        draft = self._draft()
        problems = check_profile(draft)
        if stopping(problems):
            self.tell(problems, self.fields)
            return False
        self.write(
            partial(change_profile, self.desk, draft),
            fields=self.fields,
            then=partial(self._saved, draft),
        )
        return True

    def drop_changes(self) -> None:
        """Show the profile as it is stored."""
        if self._stored is not None:
            for labelled in self.fields.values():
                labelled.say("")
            self._show(self._stored)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._content = content = QWidget()
        panels = QVBoxLayout(content)
        panels.setContentsMargins(0, 0, 0, 0)
        panels.setSpacing(16)
        panels.addWidget(self._commune())
        panels.addWidget(self._papers())
        panels.addStretch(1)
        column.addWidget(scrolled(content), 1)
        foot = QHBoxLayout()
        self._state = Text("", look="small")
        self.save_button = PrimaryButton(_("Save"), self.keep).needs("change_profile")
        self.drop_button = LinkButton(_("Drop the changes"), self.drop_changes)
        foot.addWidget(self._state)
        foot.addWidget(self.drop_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)
        self._weigh()

    def _line(self, name: str, label: str, *, hint: str = "", advice: str = "") -> LineField:
        field = LineField(name=label, hint=hint)
        field.textEdited.connect(self._weigh)
        self.fields[name] = Labelled(label, field, advice=advice)
        return field

    def _commune(self) -> Panel:
        panel = Panel(_("The commune and its committee"))
        superior = self.desk.role is Role.SUPERIOR
        named = _("Name of the office") if superior else _("Name of the commune")
        coded = _("Official code") if superior else _("Official code, five digits")
        self.name = self._line("name", named)
        self.code = self._line("code", coded)
        self.code.setMaxLength(5)
        label = _("The code holds from")
        today = self.desk.clock.today()
        self.valid_from = DayField(name=label, period=month_of(today), may_be_empty=False)
        self.valid_from.textEdited.connect(self._weigh)
        self.fields["valid_from"] = Labelled(
            label,
            self.valid_from,
            advice=_("Another code or date makes a new version; old papers keep theirs."),
        )
        self.place_name = self._line("place_name", _("Place before the date of a paper"))
        self.committee_name = self._line("committee_name", _("Name of the steering committee"))
        self.abbreviation = self._line("committee_abbreviation", _("Its abbreviation"))
        panel.body.addLayout(two_columns(list(self.fields.values())))
        return panel

    def _papers(self) -> Panel:
        panel = Panel(_("The superior and the papers"))
        before = set(self.fields)
        self.superior = self._line("superior", _("Superior"))
        self.salutation = self._line("superior_salutation", _("Words after “Kính gửi:”"))
        self.parent_body = self._line(
            "parent_body", _("Body above the committee in the head of papers")
        )
        self.plan = self._line(
            "plan_reference",
            _("Plan that the report refers to"),
            hint=_("for example: Kế hoạch số 302/KH-UBND"),
        )
        panel.body.addLayout(
            two_columns([self.fields[one] for one in self.fields if one not in before])
        )
        row = QHBoxLayout()
        row.setSpacing(16)
        self.recipients = QPlainTextEdit()
        self.recipients.setAccessibleName(_("Recipients, one a line"))
        self.recipients.setTabChangesFocus(True)
        self.recipients.setFixedHeight(96)
        self.recipients.textChanged.connect(self._weigh)
        row.addWidget(
            Labelled(
                _("Recipients, one a line"),
                self.recipients,
                advice=_("“Như trên” and “Lưu” are added where they are missing."),
            ),
            1,
        )
        row.addWidget(self._first_month(), 1)
        panel.body.addLayout(row)
        return panel

    def _first_month(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        superior = self.desk.role is Role.SUPERIOR
        label = _("Receives reports from") if superior else _("Tracked from")
        column.addWidget(Text(label, look="small"))
        self.month = ChoiceBox()
        self.month.setAccessibleName(label if superior else _("First month tracked"))
        self.month.addItem(_("Every month") if superior else _("Earliest session"), 0)
        for number in range(1, 13):
            self.month.addItem(_("Month {number}").format(number=number), number)
        self.year = QSpinBox()
        self.year.setAccessibleName(_("Year of the first month tracked"))
        self.year.setRange(2015, 2100)
        self.month.currentIndexChanged.connect(self._weigh)
        self.year.valueChanged.connect(self._weigh)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.month)
        row.addWidget(self.year)
        row.addStretch(1)
        column.addLayout(row)
        said = _("Earlier months are shown as not applicable.")
        if superior:
            said = _("No unit owes a report of an earlier month; what came of it is shown.")
        column.addWidget(paragraph(said, "small"))
        column.addStretch(1)
        return box

    def _show(self, found: CommuneProfile) -> None:
        self._stored = None
        self.name.setText(found.name)
        self.code.setText(found.code)
        self.valid_from.set_day(found.valid_from)
        self.place_name.setText(found.place_name)
        self.committee_name.setText(found.committee_name)
        self.abbreviation.setText(found.committee_abbreviation)
        self.superior.setText(found.superior)
        self.salutation.setText(found.superior_salutation)
        self.salutation.setPlaceholderText(replace(found, superior_salutation="").salutation)
        self.parent_body.setText(found.parent_body)
        if self.desk.role is Role.COMMUNE:
            self.parent_body.setPlaceholderText(_("People's Committee of the commune"))
        self.plan.setText(found.plan_reference)
        self.recipients.setPlainText("\n".join(found.recipients))
        first = found.first_month or ""
        self.month.setCurrentIndex(int(first[5:7]) if first else 0)
        self.year.setValue(int(first[:4]) if first else self.desk.clock.today().year)
        self._stored = found
        self._weigh()

    def _draft(self) -> CommuneProfile:
        stored = self._stored or CommuneProfile("", "", date.min, "")
        lines = self.recipients.toPlainText().splitlines()
        month = int(self.month.currentData() or 0)
        return replace(
            stored,
            name=_clean(self.name),
            code=self.code.text().strip(),
            valid_from=self.valid_from.day or stored.valid_from,
            place_name=_clean(self.place_name),
            committee_name=_clean(self.committee_name) or stored.committee_name,
            committee_abbreviation=_clean(self.abbreviation) or stored.committee_abbreviation,
            superior=_clean(self.superior),
            superior_salutation=_clean(self.salutation),
            parent_body=_clean(self.parent_body),
            plan_reference=_clean(self.plan),
            recipients=tuple(line for one in lines if (line := tidy(nfc(one)))),
            first_month=f"{self.year.value()}-{month:02}" if month else None,
        )

    def _weigh(self) -> None:
        dirty = self.dirty
        self.save_button.setEnabled(dirty)
        self.drop_button.setVisible(dirty)
        self._state.setText(_("Not saved yet") if dirty else "")
        self.year.setEnabled(self.month.currentIndex() > 0)

    def _saved(self, draft: CommuneProfile, _outcome: Outcome[None]) -> None:
        self._stored = draft
        self.context.name_changed.emit(
            _("{commune} · {committee}").format(commune=draft.name, committee=draft.committee_name)
        )
        self._weigh()


def _clean(field: LineField) -> str:
    return tidy(nfc(field.text()))
