"""The question after the 12 digits: what the superior says of the report, word by word."""

from PySide6.QtWidgets import QDialog, QWidget

from desktop.actions.receipts import TakenReceipt
from desktop.i18n import _
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import Labelled
from desktop.ui.widgets.personal import PersonalWarning
from desktop.ui.widgets.side_form import NoteField
from desktop.ui.widgets.text import Text
from desktop.wording import period_name

_LINES = 5


class ToldDialog(FormDialog):
    """Digits carry no words: the officer writes down what is told, one remark a line."""

    def __init__(self, parent: QWidget | None, *, taken: TakenReceipt) -> None:
        returned = taken.kind == "returned"
        super().__init__(
            parent,
            title=_("Why is it returned?") if returned else _("Has the superior remarks?"),
            do=_("Keep as a work list"),
            leave=_("No reason was told") if returned else _("No remarks"),
            width=500,
        )
        said = _("The superior returned {period}.") if returned else _(
            "The superior accepted {period}."
        )  # fmt: skip
        more = _("The digits carry no words. Ask now, and write down what is told.")
        period = period_name(taken.period)
        self.body.addWidget(Text(f"{said.format(period=period)} {more}", look="soft", wrap=True))
        label = _("Reasons told over the telephone") if returned else _(
            "Remarks told over the telephone"
        )  # fmt: skip
        self.remarks = NoteField(name=label, lines=_LINES)
        self.remarks.textChanged.connect(self._weigh)
        self.body.addWidget(Labelled(label, self.remarks, advice=_("One a line.")))
        self._personal = PersonalWarning()
        self.body.addWidget(self._personal)
        self.do_button.setAutoDefault(False)
        self.leave_button.setAutoDefault(False)
        self._weigh()

    @classmethod
    def ask(cls, parent: QWidget | None, *, taken: TakenReceipt) -> tuple[str, ...]:
        """What was told; nothing when there was nothing to write down."""
        dialog = cls(parent, taken=taken)
        return dialog.told if dialog.exec() == QDialog.DialogCode.Accepted else ()

    @property
    def told(self) -> tuple[str, ...]:
        """The lines that were written."""
        lines = self.remarks.toPlainText().splitlines()
        return tuple(line.strip() for line in lines if line.strip())

    def _weigh(self) -> None:
        self.do_button.setEnabled(bool(self.told))
        self._personal.weigh(*self.told)
