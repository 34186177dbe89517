"""Many numbered groups in one step: "Thêm 23 tổ đánh số 1–23"."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from desktop.domain.groups import GROUP_KINDS, GroupDraft, ResidentialGroup
from desktop.domain.text import identity_key
from desktop.i18n import _, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.groups.requests import SERIES_LIMIT, series
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import Labelled, NumberField
from desktop.ui.widgets.side_form import add_arrow
from desktop.ui.widgets.suggestions import ComboField
from desktop.ui.widgets.text import Text


class SeriesDialog(FormDialog):
    """Asks for a word and two numbers; groups that stand in the list already are left out."""

    def __init__(
        self, parent: QWidget | None, *, theme: Theme, stored: Sequence[ResidentialGroup]
    ) -> None:
        super().__init__(
            parent, title=_("Add numbered groups"), do=_("Add"), leave=_("Leave as it is")
        )
        self._taken = {identity_key(one.name) for one in stored if one.active_until is None}
        self.word = ComboField(name=_("Beginning of the name"), words=GROUP_KINDS, theme=theme)
        add_arrow(self.word, theme=theme)
        self.word.setText(GROUP_KINDS[0])
        self.first = NumberField(name=_("From number"), largest=999)
        self.last = NumberField(name=_("To number"), largest=999)
        self.first.set_value(1)
        self.body.addWidget(Labelled(_("Beginning of the name"), self.word))
        pair = QHBoxLayout()
        pair.setSpacing(12)
        for label, field in ((_("From number"), self.first), (_("To number"), self.last)):
            pair.addWidget(Labelled(label, field), 1, Qt.AlignmentFlag.AlignTop)
            field.textChanged.connect(self._weigh)
        self.body.addLayout(pair)
        self._said = Text("", look="soft", wrap=True)
        self.body.addWidget(self._said)
        self.word.textChanged.connect(self._weigh)
        self.do_button.setDefault(True)
        self.last.setFocus()
        self._weigh()

    @classmethod
    def ask(
        cls, parent: QWidget | None, *, theme: Theme, stored: Sequence[ResidentialGroup]
    ) -> tuple[GroupDraft, ...]:
        """Ask; the drafts of the new groups, none when it was left."""
        dialog = cls(parent, theme=theme, stored=stored)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.drafts() if accepted else ()

    def drafts(self) -> tuple[GroupDraft, ...]:
        """The groups that the numbers name and that are not in the list yet."""
        return tuple(draft for draft in self._all() if identity_key(draft.name) not in self._taken)

    def _all(self) -> tuple[GroupDraft, ...]:
        return series(self.word.text(), self.first.value or 0, self.last.value or 0)

    def _weigh(self) -> None:
        every, new = self._all(), self.drafts()
        self.do_button.setEnabled(bool(new))
        if not every:
            said = _("Write the first and the last number, {limit} groups at most.")
            self._said.setText(said.format(limit=SERIES_LIMIT))
            self.do_button.setText(_("Add"))
            return
        count = len(new)
        self.do_button.setText(
            ngettext("Add {count} group", "Add {count} groups", count).format(count=count)
        )
        parts = [_("{first} to {last}.").format(first=every[0].name, last=every[-1].name)]
        if left_out := len(every) - count:
            parts.append(
                ngettext(
                    "{count} stands in the list already and is left out.",
                    "{count} stand in the list already and are left out.",
                    left_out,
                ).format(count=left_out)
            )
        self._said.setText(" ".join(parts))
