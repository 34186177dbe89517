"""The form of one assessment: the rule's figures, answers and thresholds, its proposal live."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.domain.area_gaps import gaps
from desktop.domain.area_proposals import propose
from desktop.domain.area_rules import AreaRule, rule_in_force, rule_of
from desktop.domain.areas import AssessmentDraft
from desktop.domain.periods import Period
from desktop.domain.text import tidy
from desktop.i18n import _, format_date
from desktop.ui.design.theme import Theme
from desktop.ui.objectives.calm_choice import CalmChoice
from desktop.ui.objectives.inputs import caption_of
from desktop.ui.objectives.numbers import parse_decimal, typed_decimal
from desktop.ui.widgets.fields import DayField, LineField, NumberField
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.side_form import NoteField, SideForm
from desktop.ui.widgets.text import Text
from desktop.wording.areas import level_label, proposal_text, threshold_text

_UNANSWERED, _YES, _NO = "", "yes", "no"
_NAMED_GAPS = 3


class DecimalField(LineField):
    """A number that may have decimals; blank stays blank."""

    @property
    def value(self) -> Decimal | None:
        """The number; none when the field is blank or holds none."""
        return parse_decimal(self.text())

    @property
    def sound(self) -> bool:
        """Whether the field is blank or holds a number."""
        return self.value is not None or not self.text().strip()


class AssessmentForm(SideForm):
    """Its fields follow the rule in force on the day; the decision says the level."""

    def __init__(self, *, theme: Theme, period: Period, rules: tuple[AreaRule, ...]) -> None:
        super().__init__(theme=theme, drop=_("Delete this assessment"))
        self.needs("record_assessment")
        self._rules, self._period = rules, period
        self._draft = AssessmentDraft(None, "")
        self._rule: AreaRule | None = None
        self._figures: dict[str, DecimalField] = {}
        self._answers: dict[str, CalmChoice] = {}
        self._thresholds: dict[str, DecimalField] = {}
        self._filling = False
        self._lay_proposal()
        self._build(rules[-1])

    @property
    def rule(self) -> AreaRule:
        """The rule that the fields follow."""
        return self._rule or self._rules[-1]

    @property
    def assessment_id(self) -> str | None:
        """The id of the assessment in the form; none for a new one."""
        return self._draft.id

    @property
    def draft(self) -> AssessmentDraft:
        """What stands in the fields; what cannot be read is blank (see ``wrong``)."""
        return AssessmentDraft(
            on=self.on.day,
            rule_id=self.rule.id,
            id=self._draft.id,
            population=self.people.value,
            measured=_numbers(self._figures),
            ticked={
                name: field.currentData() == _YES
                for name, field in self._answers.items()
                if field.currentData() != _UNANSWERED
            },
            thresholds=_numbers(self._thresholds),
            level=str(self.level.currentData() or ""),
            decision=tidy(self.decision.text()),
            note=self.note.toPlainText().strip(),
        )

    def wrong(self) -> dict[str, str]:
        """What a field cannot read, by field."""
        words = super().wrong()
        for key, labelled in self.fields.items():
            field = labelled.field
            if isinstance(field, DecimalField) and not field.sound:
                words[key] = _("Write a number, such as 95 or 12,5.")
        return words

    def show_draft(self, draft: AssessmentDraft, *, fresh: bool = True) -> None:
        """Show a draft, as saved when ``fresh``."""
        rule = rule_of(self._rules, draft.rule_id) or self._rules[-1]
        self._draft = draft
        self._filling = True
        if rule is not self._rule:
            self._build(rule)
        on = format_date(draft.on) if draft.on is not None else ""
        self.set_title(
            _("Assessment of {date}").format(date=on) if draft.id else _("New assessment")
        )
        self._fill(draft)
        self._filling = False
        self.allow_drop(allowed=draft.id is not None)
        self._weigh()
        if fresh:
            self.keep()

    def adopt(self, assessment_id: str) -> None:
        """The new assessment is stored under this id."""
        self._draft = replace(self._draft, id=assessment_id)
        self.allow_drop(allowed=True)

    def proposal_words(self) -> str:
        """What the rule proposes for what stands in the fields."""
        return proposal_text(propose(self.rule, self.draft), self.rule)

    def short_words(self) -> str:
        """While much is still to be entered: how much, instead of a list; empty otherwise."""
        proposal = propose(self.rule, self.draft)
        if proposal.level is not None or not proposal.computed:
            return ""
        waiting = gaps(self.rule, proposal)
        asked = (waiting.figures, waiting.questions, waiting.thresholds)
        count = sum(map(len, asked)) + int(waiting.population)
        if count <= _NAMED_GAPS:
            return ""
        said = _("No level can be proposed yet: {count} things are not entered.")
        if proposal.at_least:
            said = _("At least {level}; {count} things are not entered.")
        level = level_label(self.rule, proposal.at_least or "")
        return said.format(count=count, level=level[:1].lower() + level[1:])

    def _build(self, rule: AreaRule) -> None:
        """Lay the fields that a rule asks for."""
        clear_layout(self.column)
        self.fields.clear()
        self._rule = rule
        self._figures, self._answers, self._thresholds = {}, {}, {}
        self.on = DayField(name=_("Assessed on"), period=self._period, may_be_empty=False)
        self.people = NumberField(name=_("Population"))
        self.column.addWidget(Text(rule.title, look="strong", wrap=True))
        self._lay_pair()
        self._lay_figures(rule)
        self._lay_decision(rule)
        self.on.editingFinished.connect(self._day_left)
        self.people.textChanged.connect(self._weigh)
        self.column.addStretch(1)

    def _lay_pair(self) -> None:
        self.add("on", _("Assessed on"), self.on)
        self.add("population", _("Population"), self.people)

    def _lay_figures(self, rule: AreaRule) -> None:
        for figure in rule.figures:
            field = DecimalField(name=figure.label)
            self._figures[figure.id] = field
            self._ask(f"measured.{figure.id}", f"{figure.label} ({figure.unit})", field)
        for question in rule.questions:
            choice = CalmChoice(name=question.label, theme=self.theme)
            for value, words in _answers():
                choice.addItem(words, value)
            self._answers[question.id] = choice
            choice.currentIndexChanged.connect(self._weigh)
            caption_of(self.add(f"ticked.{question.id}", question.label, choice)).setWordWrap(True)
        thresholds = rule.open_thresholds()
        if thresholds:
            said = _(
                "These thresholds are not known here. Fill them from the decision; while they are "
                "blank, nothing is guessed."
            )
            self.column.addWidget(Text(said, look="todo-small", wrap=True))
        for threshold in thresholds:
            field = DecimalField(name=threshold_text(threshold, rule), hint=_("not known"))
            self._thresholds[threshold.key] = field
            label = _("Threshold of {name}").format(name=threshold_text(threshold, rule))
            self._ask(f"thresholds.{threshold.key}", label, field)

    def _ask(self, key: str, label: str, field: DecimalField) -> None:
        caption_of(self.add(key, label, field)).setWordWrap(True)
        field.textChanged.connect(self._weigh)

    def _lay_proposal(self) -> None:
        """The proposal stays in sight above the foot, whatever field is being filled."""
        box = QFrame()
        box.setProperty("kind", "info")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(12, 6, 12, 6)
        self.proposal = Text("", wrap=True)
        inside.addWidget(self.proposal)
        margin = QVBoxLayout()
        margin.setContentsMargins(16, 6, 12, 8)
        margin.addWidget(box)
        self.body.insertLayout(1, margin)

    def _lay_decision(self, rule: AreaRule) -> None:
        self.level = CalmChoice(name=_("Level decided"), theme=self.theme)
        self.level.addItem(_("not chosen yet"), "")
        for level in rule.levels:
            self.level.addItem(level.label, level.id)
        self.decision = LineField(name=_("Decision number"), hint=_("12/QĐ-UBND"))
        self.note = NoteField(name=_("Note"), lines=2)
        self.add("level", _("Level decided"), self.level)
        self.add("decision", _("Decision number"), self.decision)
        self.add("note", _("Note"), self.note, advice=_("Write no names of people here."))
        self.watch("note", self.note)

    def _fill(self, draft: AssessmentDraft) -> None:
        self.on.set_day(draft.on)
        self.people.set_value(draft.population)
        for name, field in self._figures.items():
            field.setText(typed_decimal(draft.measured.get(name)))
        for key, field in self._thresholds.items():
            field.setText(typed_decimal(draft.thresholds.get(key)))
        for name, choice in self._answers.items():
            answer = draft.ticked.get(name)
            value = _UNANSWERED if answer is None else _YES if answer else _NO
            choice.setCurrentIndex(choice.findData(value))
        self.level.setCurrentIndex(max(self.level.findData(draft.level), 0))
        self.decision.setText(draft.decision)
        self.note.setPlainText(draft.note)

    def _day_left(self) -> None:
        """Another day may ask for another rule; what both ask for stays."""
        day = self.on.day
        rule = rule_in_force(self._rules, day) if day is not None else None
        if rule is None or rule is self._rule or self._draft.id is not None:
            return
        draft = replace(self.draft, rule_id=rule.id, level="")
        self.show_draft(draft, fresh=False)
        self.people.setFocus()

    def _weigh(self) -> None:
        if not self._filling:
            words, short = self.proposal_words(), self.short_words()
            self.proposal.setText(short or words)
            self.proposal.setToolTip(words if short else "")


def _answers() -> tuple[tuple[str, str], ...]:
    return ((_UNANSWERED, _("not answered yet")), (_YES, _("Yes")), (_NO, _("No")))


def _numbers(fields: Mapping[str, DecimalField]) -> dict[str, Decimal]:
    return {name: value for name, one in fields.items() if (value := one.value) is not None}
