"""The acts on officers and passwords: what each form asks, says and does."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Desk, Outcome
from desktop.actions.moving import come_back, move_away
from desktop.actions.officers import (
    OfficerLine,
    add_officer,
    change_role,
    hand_over,
    officer_leaves,
    rename_officer,
)
from desktop.actions.passwords import (
    FirstOfficer,
    change_password,
    reset_password,
    turn_password_off,
    turn_password_on,
)
from desktop.actions.secrets import SheetStatus, confirm_sheet
from desktop.domain.officers import OfficerRole
from desktop.i18n import N_, _
from desktop.ui.locking.act_dialog import ActDialog, Asked, Said
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone

_ROLES = {
    OfficerRole.ALL: N_("holds all rights"),
    OfficerRole.CLOSES: N_("enters and closes"),
    OfficerRole.ENTERS: N_("enters"),
    OfficerRole.READS: N_("reads"),
}


def role_words(one: OfficerLine) -> str:
    """What an officer may do."""
    return _(_ROLES[one.role])


class OfficerActs:
    """Asks in forms that stay open until the act is done; each returns whether it was."""

    def __init__(self, parent: QWidget, *, context: ShellContext, desk: Desk) -> None:
        self._parent, self._context, self._desk = parent, context, desk

    def turn_on(self, officers: Sequence[OfficerLine]) -> bool:
        """The first password."""
        name = next((one.name for one in officers if one.left_at is None), "")
        return self._do(
            title=_("Set a password"),
            do=_("Lock with this password"),
            detail=(
                _(
                    "From then on the register opens with this password only. A recovery sheet"
                    " follows: it opens the register when the password is forgotten."
                ),
            ),
            asked=(_asked_name(name), Asked(name="password", label="", kind="new_password")),
            act=lambda said: turn_password_on(
                self._desk, FirstOfficer(said["name"], said["password"])
            ),
            after=_("The register has a password now."),
        )

    def turn_off(self) -> bool:
        """No password any more."""
        return self._do(
            title=_("Do without a password"),
            do=_("Open without a password"),
            detail=(
                _(
                    "Whoever uses this Windows account, or holds a copy of the data folder or of"
                    " a stick, can then read everything. Locking and the recovery sheet go too."
                ),
            ),
            asked=(_asked_current(),),
            act=lambda said: turn_password_off(self._desk, current=said["current"]),
            after=_("The register opens without a password now."),
        )

    def change_own(self) -> bool:
        """Another password of one's own."""
        return self._do(
            title=_("Change your password"),
            do=_("Change the password"),
            asked=(_asked_current(), Asked(name="password", label="", kind="new_password")),
            act=lambda said: change_password(
                self._desk, current=said["current"], new=said["password"]
            ),
            after=_elsewhere(_("The password was changed.")),
        )

    def add(self) -> bool:
        """Another officer, with a password of their own."""
        return self._do(
            title=_("Add an officer"),
            do=_("Add"),
            detail=(_("The new officer types the password here, or changes it later."),),
            asked=(
                _asked_name(""),
                _asked_role(OfficerRole.ENTERS),
                Asked(name="password", label="", kind="new_password"),
            ),
            act=lambda said: add_officer(
                self._desk,
                said["name"],
                password=said["password"],
                role=OfficerRole(said["role"]),
            ),
            after=_("The officer may open the register now."),
        )

    def rename(self, one: OfficerLine) -> bool:
        """Another name; the password stays."""
        return self._do(
            title=_("Rename {name}").format(name=one.name),
            do=_("Rename"),
            asked=(_asked_name(one.name),),
            act=lambda said: rename_officer(self._desk, one.id, said["name"]),
            after=_("The name was changed."),
        )

    def change_role(self, one: OfficerLine) -> bool:
        """Other rights."""
        return self._do(
            title=_("Rights of {name}").format(name=one.name),
            do=_("Give these rights"),
            asked=(_asked_role(one.role),),
            act=lambda said: change_role(self._desk, one.id, OfficerRole(said["role"])),
            after=_("The rights were changed."),
        )

    def reset(self, one: OfficerLine) -> bool:
        """A new password for an officer who forgot it."""
        return self._do(
            title=_("New password for {name}").format(name=one.name),
            do=_("Set the password"),
            detail=(_("The former password opens nothing here any more."),),
            asked=(Asked(name="password", label="", kind="new_password"),),
            act=lambda said: reset_password(self._desk, one.id, new=said["password"]),
            after=_elsewhere(_("The password was changed.")),
        )

    def leaves(self, one: OfficerLine) -> bool:
        """An officer goes; the name stays in the log."""
        return self._do(
            title=_("{name} leaves").format(name=one.name),
            do=_("Let the officer go"),
            detail=(
                _(
                    "The password opens nothing here any more; the name stays in the log. Make a"
                    " new recovery sheet afterwards: the officer may know the one of now."
                ),
            ),
            act=lambda _said: officer_leaves(self._desk, one.id),
            after=_elsewhere(_("The officer does not open the register any more.")),
        )

    def hand_over(self) -> bool:
        """Hand the office over: the new officer in, the leaving one out, in one act."""
        return self._do(
            title=_("Hand the office over"),
            do=_("Hand over and lock"),
            detail=(
                _("1. Print and sign the minutes first: the button “Minutes of handing over”."),
                _("2. The new officer types name and password here, with your rights."),
                _("3. Your password opens nothing here any more, and the register is locked."),
                _("4. The new officer logs in and makes a new recovery sheet."),
                _(
                    "5. Copies on sticks still open with your password: the new officer makes new"
                    " ones and destroys the former ones."
                ),
            ),
            asked=(
                _asked_name("", label=_("Full name of the new officer")),
                Asked(name="password", label="", kind="new_password"),
            ),
            act=lambda said: hand_over(self._desk, said["name"], password=said["password"]),
            after="",
        )

    def confirm_sheet(self, sheet: SheetStatus) -> bool:
        """Type two groups back from the sheet that was made before."""

        def act(said: Said) -> Outcome[Any]:
            return confirm_sheet(self._desk, [said[f"group{one}"] for one in sheet.asked])

        return self._do(
            title=_("Type the sheet back"),
            do=_("The sheet is right"),
            detail=(_("Read the two groups from the paper: five digits each."),),
            asked=tuple(
                Asked(name=f"group{one}", label=_("Group {group}").format(group=one))
                for one in sheet.asked
            ),
            act=act,
            after=_("The recovery sheet was typed back right. Keep it locked away."),
        )

    def move_away(self) -> bool:
        """The data go on elsewhere."""
        return self._do(
            title=_("Move to another machine"),
            do=_("Only read here from now on"),
            detail=(
                _("1. Backups: make a copy on a stick, and restore it on the other machine."),
                _("2. Look there whether all months are there."),
                _("3. Then say here where the data went. This copy can be read, not changed."),
            ),
            asked=(
                Asked(
                    name="place",
                    label=_("Where the data went"),
                    advice=_("for example: the new machine in the duty room"),
                ),
            ),
            act=lambda said: move_away(self._desk, said["place"]),
            after="",
        )

    def come_back(self) -> bool:
        """This copy is used again."""
        return self._do(
            title=_("Use this copy again"),
            do=_("Use this copy again"),
            detail=(
                _(
                    "Only when nothing was entered on the other machine: what was entered there"
                    " is not here."
                ),
            ),
            act=lambda _said: come_back(self._desk),
            after=_("This copy can be changed again."),
        )

    def _do(self, *, after: str, **words: Any) -> bool:
        outcome = ActDialog.ask(self._parent, context=self._context, **words)
        if outcome is None:
            return False
        if after:
            self._context.say(Tone.INFO, after)
        return True


def _asked_name(name: str, *, label: str = "") -> Asked:
    return Asked(
        name="name",
        label=label or _("Full name"),
        value=name,
        advice=_("Stands in the list at log-in, in the log and at the top of the window."),
    )


def _asked_current() -> Asked:
    return Asked(name="current", label=_("Your present password"), kind="password")


def _asked_role(role: OfficerRole) -> Asked:
    return Asked(
        name="role",
        label=_("Rights"),
        kind="choice",
        value=role.value,
        choices=tuple((one.value, _(words)) for one, words in _ROLES.items()),
    )


def _elsewhere(words: str) -> str:
    more = _(
        "Copies on sticks and other machines still open with what they were made with. Make new"
        " copies and destroy the former ones."
    )
    return f"{words} {more}"
