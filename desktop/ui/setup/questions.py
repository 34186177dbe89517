"""Questions of set-up, one page each; problems stand below their fields."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from desktop.domain.periods import Period, month_of, month_period
from desktop.domain.text import tidy
from desktop.i18n import _, format_date
from desktop.ui.setup.answers import Answers
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.fields import DayField, Labelled, LineField
from desktop.ui.widgets.text import Text

Problems = Mapping[str, str]
_TOP = Qt.AlignmentFlag.AlignTop
# Set up within ten days of a closing date, the register begins with the month just ended.
_DAYS_AFTER_CLOSING = timedelta(days=10)


class Question(QWidget):
    """One page: shows answers, gives them back changed, and says problems beside its fields."""

    def __init__(self, title: str, lead: str) -> None:
        super().__init__()
        self.title = title
        self.form = QVBoxLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(12)
        self.form.addWidget(Text(title, look="title", wrap=True))
        self.form.addWidget(Text(lead, look="soft", wrap=True))
        self.form.addSpacing(4)
        self.fields: dict[str, Labelled] = {}

    @abstractmethod
    def show_answers(self, answers: Answers) -> None:
        """Show what was answered before."""

    @abstractmethod
    def answered(self, answers: Answers) -> Answers:
        """The answers with those of this page."""

    def problems(self, answers: Answers) -> Problems:  # noqa: ARG002  most pages have none
        """What stands in the way of going on, by field; empty when nothing does."""
        return {}

    def say(self, problems: Problems) -> None:
        """Show the problems below their fields and go to the first."""
        for name, field in self.fields.items():
            field.say(problems.get(name, ""))
        first = next((self.fields[name] for name in self.fields if name in problems), None)
        if first is not None:
            first.field.setFocus()

    def start(self) -> None:
        """Put the focus into the first field."""
        if self.fields:
            next(iter(self.fields.values())).field.setFocus()

    def _line(self, name: str, label: str, *, hint: str = "", advice: str = "") -> LineField:
        field = LineField(name=label, hint=hint)
        self.fields[name] = Labelled(label, field, advice=advice)
        return field


class WhoWeAre(Question):
    """Name, official code with its valid-from date, place, committee."""

    def __init__(self, *, today: date) -> None:
        super().__init__(
            _("Which commune is this register for?"),
            _("The name and the committee stand at the head of every report."),
        )
        self.name = self._line(
            "name", _("Name of the commune"), hint=_("for example: Phường Hương Trà")
        )
        self.code = self._line("code", _("Official code, five digits"), hint="19996")
        self.code.setMaxLength(5)
        label = _("The code holds from")
        self.valid_from = DayField(name=label, period=month_of(today), may_be_empty=False)
        self.fields["valid_from"] = Labelled(
            label,
            self.valid_from,
            advice=_(
                "Codes were given out anew on 01/07/2025; the date tells the old from the new."
            ),
        )
        self.place_name = self._line(
            "place_name",
            _("Place before the date of a paper"),
            hint=_("for example: Hương Trà"),
            advice=_("Left empty, it is taken from the commune's name."),
        )
        self.committee_name = self._line("committee_name", _("Name of the steering committee"))
        self.abbreviation = self._line(
            "committee_abbreviation",
            _("Its abbreviation"),
            advice=_("Stands in the symbol of papers: BC-BCĐ."),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        order = (
            "name",
            "code",
            "place_name",
            "valid_from",
            "committee_name",
            "committee_abbreviation",
        )
        for number, name in enumerate(order):
            grid.addWidget(self.fields[name], number // 2, number % 2, _TOP)
        for row in range(3):
            grid.setRowStretch(row, 0)
        self.form.addLayout(grid)
        self.form.addStretch(1)

    def show_answers(self, answers: Answers) -> None:
        """Show what was answered before."""
        self.name.setText(answers.name)
        self.code.setText(answers.code)
        self.valid_from.set_day(answers.valid_from_day)
        self.place_name.setText(answers.place_name)
        self.committee_name.setText(answers.committee_name)
        self.abbreviation.setText(answers.committee_abbreviation)

    def answered(self, answers: Answers) -> Answers:
        """The answers with those of this page."""
        day = self.valid_from.day
        return replace(
            answers,
            name=self.name.text(),
            code=self.code.text().strip(),
            valid_from=day.isoformat() if day else "",
            place_name=self.place_name.text(),
            committee_name=self.committee_name.text(),
            committee_abbreviation=self.abbreviation.text(),
        )

    def problems(self, answers: Answers) -> Problems:
        """Name and code are needed; the code has five digits."""
        found: dict[str, str] = {}
        if not tidy(answers.name):
            found["name"] = _("Write the commune's name.")
        if not (answers.code.isascii() and answers.code.isdigit() and len(answers.code) == 5):
            found["code"] = _("The code has five digits, for example 19996.")
        if answers.valid_from_day is None:
            found["valid_from"] = _("This is no day. Write it as 01/07/2025.")
        return found


class FirstMonth(Question):
    """From which month on the register tracks."""

    def __init__(self, *, today: date) -> None:
        super().__init__(
            _("From which month on do you track?"),
            _(
                "Earlier months are shown as not applicable: nobody is asked for sessions held"
                " before."
            ),
        )
        self._today = today
        self.month = ChoiceBox()
        self.month.setAccessibleName(_("Month"))
        for number in range(1, 13):
            self.month.addItem(_("Month {number}").format(number=number), number)
        self.year = QSpinBox()
        self.year.setAccessibleName(_("Year"))
        self.year.setRange(2015, today.year + 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.month)
        row.addWidget(self.year)
        row.addStretch(1)
        self.form.addLayout(row)
        self._days = Text("", look="strong", wrap=True)
        self.form.addWidget(self._days)
        self.form.addWidget(
            Text(
                _(
                    "A reporting month runs from the 15th of the month before to the 14th."
                    " Calendar months can be chosen later in System."
                ),
                look="small",
                wrap=True,
            )
        )
        self.form.addStretch(1)
        self.month.currentIndexChanged.connect(self._dates)
        self.year.valueChanged.connect(self._dates)

    def show_answers(self, answers: Answers) -> None:
        """Show what was answered before, or the month that is being worked on."""
        chosen = answers.first_month or month_of(self._today - _DAYS_AFTER_CLOSING).id
        self.year.setValue(int(chosen[:4]))
        self.month.setCurrentIndex(int(chosen[5:7]) - 1)
        self._dates()

    def answered(self, answers: Answers) -> Answers:
        """The answers with those of this page."""
        return replace(answers, first_month=self._chosen().id)

    def start(self) -> None:
        """Put the focus on the month."""
        self.month.setFocus()

    def _chosen(self) -> Period:
        return month_period(self.year.value(), self.month.currentIndex() + 1)

    def _dates(self) -> None:
        month = self._chosen()
        self._days.setText(
            _("The first month runs from {first} to {last}.").format(
                first=format_date(month.start), last=format_date(month.last_day)
            )
        )
