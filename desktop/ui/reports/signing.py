"""Who signs the paper in sight."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox

from desktop.domain.commune import Signer
from desktop.i18n import _
from desktop.ui.reports.paper import MonthPaper
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Text


class SigningPanel(Panel):
    """The signers to choose from; a paper with a number has its signer.

    ``signer_chosen`` carries the signer's id, ``settings_wanted`` a section of the settings.
    """

    signer_chosen = Signal(str)
    settings_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Signed by"))
        self._ids: list[str] = []
        self.signer = ChoiceBox()
        self.signer.setAccessibleName(_("Signer"))
        self.signer.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.signer.activated.connect(self._picked)
        self.name = Text("", wrap=True)
        self.fixed = Text("", look="small", wrap=True)
        self._no_signer = Text("", look="todo", wrap=True)
        self.to_signers = LinkButton(
            _("Enter the signers"), lambda: self.settings_wanted.emit("signers")
        )
        self._no_members = LinkButton(
            _("Enter the committee's members"), lambda: self.settings_wanted.emit("members")
        )
        for widget in (
            self.signer,
            self.name,
            self.fixed,
            self._no_signer,
            self.to_signers,
            self._no_members,
        ):
            self.body.addWidget(widget)

    def show_paper(self, paper: MonthPaper) -> None:
        """Show who signs a paper, and who else may."""
        line, signed = paper.since.line, paper.since.signer
        fixed = line is not None and signed is not None
        self.signer.blockSignals(True)
        self.signer.clear()
        self._ids = []
        if not fixed:
            self._offer(paper)
        self.signer.blockSignals(False)
        self.signer.setVisible(not fixed and bool(paper.signers))
        self.name.setText(signed or "")
        self.name.setVisible(bool(signed))
        said = _("Issued as {symbol}: the signer stays. Another one is named with its number.")
        self.fixed.setText(said.format(symbol=line.symbol) if line is not None else "")
        self.fixed.setVisible(fixed)
        none = not paper.signers and not fixed
        self._no_signer.setText(
            _("No signer is entered: the name stays open on the paper.") if none else ""
        )
        self._no_signer.setVisible(none)
        self.to_signers.setVisible(none)
        self._no_members.setVisible(not paper.members)

    def _offer(self, paper: MonthPaper) -> None:
        self._ids = [one.id for one in paper.signers]
        for number, one in enumerate(paper.signers):
            self.signer.addItem(one.name or one.committee_title)
            self.signer.setItemData(number, signer_word(one), Qt.ItemDataRole.ToolTipRole)
        if paper.signer is not None and paper.signer.id in self._ids:
            self.signer.setCurrentIndex(self._ids.index(paper.signer.id))

    def _picked(self, number: int) -> None:
        if 0 <= number < len(self._ids):
            self.signer_chosen.emit(self._ids[number])


def signer_word(signer: Signer) -> str:
    """A signer in a list: the name and the title in the committee."""
    title = signer.committee_title.capitalize()
    return " · ".join(part for part in (signer.name, title) if part)
