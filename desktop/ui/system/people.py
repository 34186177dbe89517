"""Ban Chỉ đạo and Người ký: the committee's members and those who sign its papers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from desktop.actions.desk import Desk, Outcome
from desktop.actions.groups import active_groups
from desktop.actions.profile import (
    delete_member,
    delete_signer,
    members,
    record_member,
    record_signer,
    signers,
)
from desktop.domain.commune import CommitteeMember, Signer, SigningAuthority
from desktop.domain.text import nfc, tidy
from desktop.i18n import N_, _
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.records import RecordsSection
from desktop.ui.system.section import paragraph
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import Labelled
from desktop.ui.widgets.group_picker import Choice, GroupPicker
from desktop.ui.widgets.rows_model import Column
from desktop.wording import join_groups

_AUTHORITIES = {
    SigningAuthority.ON_BEHALF: N_("TM. – on behalf of the committee"),
    SigningAuthority.FOR_HEAD: N_("KT. – for the head"),
    SigningAuthority.BY_ORDER: N_("TL. – by order"),
    SigningAuthority.BY_AUTHORISATION: N_("TUQ. – by authorisation"),
}
_USUAL_AUTHORITY_OF = {
    SigningAuthority.ON_BEHALF: ("BAN CHỈ ĐẠO", "TRƯỞNG BAN"),
    SigningAuthority.FOR_HEAD: ("TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
}


@dataclass(frozen=True, slots=True)
class _Committee:
    members: tuple[CommitteeMember, ...]
    groups: tuple[Choice, ...]


class MembersSection(RecordsSection[CommitteeMember]):
    """Members with their posts, telephones, and the groups they look after."""

    key = "members"
    right = "record_member"

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._choices: tuple[Choice, ...] = ()
        empty = EmptyState(
            "users",
            _("No member of the committee is entered."),
            theme=context.theme,
            advice=_(
                "Names and office telephones of officials in office; nothing else about persons."
            ),
        )
        super().__init__(context, desk=desk, title=_("Members of the committee"), empty=empty)

    def refresh(self) -> None:
        """Read the members and the groups."""
        self.context.ask(partial(_committee, self.desk), self._show)

    def columns(self) -> tuple[Column[CommitteeMember], ...]:
        """Name, post, groups."""
        return (
            Column(title=_("Full name"), text=lambda one: one.name, width=170),
            Column(title=_("Post"), text=lambda one: one.post, width=190),
            Column(title=_("Groups looked after"), text=self._groups_of, width=0),
        )

    def fresh(self) -> CommitteeMember:
        """Nobody yet."""
        return CommitteeMember("", "")

    def identity(self, record: CommitteeMember) -> str:
        """The member's id."""
        return record.id

    def make_form(self, form: QVBoxLayout) -> None:
        """Name, post, telephone, groups."""
        self.name = self.line("name", _("Full name"))
        self.post = self.line(
            "post", _("Post"), hint=_("for example: Phó Trưởng ban, Trưởng Công an")
        )
        self.telephone = self.line("telephone", _("Office telephone"))
        self.picker = GroupPicker((), theme=self.context.theme, name=_("Groups looked after"))
        self._picked = self.picker.picked
        self.picker.picked.connect(self.weigh)
        for labelled in self.fields.values():
            form.addWidget(labelled)
        self._picker_place = Labelled(_("Groups looked after"), self.picker)
        form.addWidget(self._picker_place)

    def show_record(self, record: CommitteeMember) -> None:
        """Show a member."""
        self.name.setText(record.name)
        self.post.setText(record.post)
        self.telephone.setText(record.telephone)
        self.picker.set_ids(record.group_ids)

    def draft(self, record: CommitteeMember) -> CommitteeMember:
        """The member with what the form says."""
        order = [choice.id for choice in self._choices]
        chosen = self.picker.ids
        ids = (
            record.group_ids
            if chosen == frozenset(record.group_ids)
            else tuple(one for one in order if one in chosen)
        )
        return replace(
            record,
            name=tidy(nfc(self.name.text())),
            post=tidy(nfc(self.post.text())),
            telephone=tidy(self.telephone.text()),
            group_ids=ids,
        )

    def named(self, record: CommitteeMember) -> bool:
        """A member has a name."""
        return bool(record.name)

    def record_task(self, record: CommitteeMember) -> Callable[[], Outcome[Any]]:
        """Keep a member."""
        return partial(record_member, self.desk, record)

    def delete_task(self, record: CommitteeMember) -> Callable[[], Outcome[Any]]:
        """Delete a member."""
        return partial(delete_member, self.desk, record.id)

    def _groups_of(self, record: CommitteeMember) -> str:
        names = {choice.id: choice.label for choice in self._choices}
        return join_groups([names[one] for one in record.group_ids if one in names], 6)

    def _show(self, found: _Committee) -> None:
        if found.groups != self._choices:
            self._choices = found.groups
            self._renew_picker()
        self.show_rows(found.members)

    def _renew_picker(self) -> None:
        ids = self.picker.ids
        self.picker = GroupPicker(
            self._choices, theme=self.context.theme, name=_("Groups looked after")
        )
        self.picker.set_ids(ids)
        self.picker.picked.connect(self.weigh)
        place = self._picker_place.layout()
        if place is not None:
            place.replaceWidget(self._picker_place.field, self.picker)
        self._picker_place.field.hide()
        self._picker_place.field.deleteLater()
        self._picker_place.field = self.picker


def _committee(desk: Desk) -> _Committee:
    groups = active_groups(desk, desk.clock.today())
    return _Committee(members(desk), tuple(Choice(one.id, one.name) for one in groups))


class SignersSection(RecordsSection[Signer]):
    """Who signs, with the two titles of the signature block."""

    key = "signers"
    right = "record_signer"

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        empty = EmptyState(
            "pencil",
            _("No signer is entered."),
            theme=context.theme,
            advice=_("Without one the report leaves the titles of the head and an open name."),
        )
        super().__init__(context, desk=desk, title=_("Who signs the papers"), empty=empty)

    def refresh(self) -> None:
        """Read the signers."""
        self.context.ask(partial(signers, self.desk), self.show_rows)

    def columns(self) -> tuple[Column[Signer], ...]:
        """Name, titles, the usual one."""
        return (
            Column(title=_("Full name"), text=lambda one: one.name, width=170),
            Column(title=_("Signs as"), text=_signs_as, width=0),
            Column(title=_("Usual"), text=lambda one: _("yes") if one.default else "", width=100),
        )

    def fresh(self) -> Signer:
        """Nobody yet."""
        return Signer("", "")

    def identity(self, record: Signer) -> str:
        """The signer's id."""
        return record.id

    def make_form(self, form: QVBoxLayout) -> None:
        """Name, authority, titles, rank, the usual one."""
        self.name = self.line("name", _("Full name"), advice=_("Without academic title."))
        self.authority = ChoiceBox()
        self.authority.setAccessibleName(_("Signs"))
        for authority, words in _AUTHORITIES.items():
            self.authority.addItem(_(words), authority)
        self.authority.activated.connect(self._authority_chosen)
        self.authority_of = self.line("authority_of", _("On whose behalf"))
        self.committee_title = self.line("committee_title", _("Title in the committee"))
        self.office_title = self.line(
            "office_title", _("Title in office"), hint=_("for example: CHỦ TỊCH UBND PHƯỜNG")
        )
        self.rank = self.line(
            "rank", _("Rank"), advice=_("Kept for later papers; the report does not print it.")
        )
        form.addWidget(self.fields["name"])
        form.addWidget(Labelled(_("Signs"), self.authority))
        for name in ("authority_of", "committee_title", "office_title", "rank"):
            form.addWidget(self.fields[name])
        self.usual = QCheckBox(_("Signs usually"))
        self.usual.toggled.connect(self.weigh)
        form.addWidget(self.usual)
        form.addWidget(paragraph(_("Each paper can be given another signer."), "small"))

    def show_record(self, record: Signer) -> None:
        """Show a signer."""
        self.name.setText(record.name)
        self.authority.setCurrentIndex(self.authority.findData(record.authority))
        self.authority_of.setText(record.authority_of)
        self.committee_title.setText(record.committee_title)
        self.office_title.setText(record.office_title)
        self.rank.setText(record.rank)
        self.usual.blockSignals(True)
        self.usual.setChecked(record.default)
        self.usual.blockSignals(False)

    def draft(self, record: Signer) -> Signer:
        """The signer with what the form says."""
        return replace(
            record,
            name=tidy(nfc(self.name.text())),
            authority=SigningAuthority(self.authority.currentData()),
            authority_of=tidy(nfc(self.authority_of.text())),
            committee_title=tidy(nfc(self.committee_title.text())),
            office_title=tidy(nfc(self.office_title.text())),
            rank=tidy(nfc(self.rank.text())),
            default=self.usual.isChecked(),
        )

    def named(self, record: Signer) -> bool:
        """A name, or a title over an open name."""
        return bool(record.name or record.committee_title)

    def record_task(self, record: Signer) -> Callable[[], Outcome[Any]]:
        """Keep a signer."""
        return partial(record_signer, self.desk, record)

    def delete_task(self, record: Signer) -> Callable[[], Outcome[Any]]:
        """Delete a signer."""
        return partial(delete_signer, self.desk, record.id)

    def _authority_chosen(self, _number: int) -> None:
        """Offer the usual words of the authority chosen."""
        usual = _USUAL_AUTHORITY_OF.get(SigningAuthority(self.authority.currentData()))
        if usual is not None:
            self.authority_of.setText(usual[0])
            self.committee_title.setText(usual[1])
        self.weigh()


def _signs_as(record: Signer) -> str:
    return " · ".join(part for part in (record.committee_title, record.office_title) if part)
