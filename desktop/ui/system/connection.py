"""Kết nối: whom files are sealed for, both fingerprints, a new connection file, new keys."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.connection import (
    Connected,
    RenewedKeys,
    compare_superior,
    connected,
    forget_superior,
    own_fingerprint,
    renew_own_keys,
)
from desktop.actions.desk import ChangeKind, Desk
from desktop.domain.official_days import official_day
from desktop.i18n import _, format_date
from desktop.ui.sending.connecting import Connecting, wrong_groups
from desktop.ui.sending.dialogs import AnswerFile
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.section import Section, paragraph
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Text


class ConnectionSection(Section):
    """The superior of this office; its fingerprint can be compared at any time by typing it."""

    key = "connection"

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context, desk=desk)
        self._connected: Connected | None = None
        self._taking = Connecting(context, desk=desk, parent=self, done=self.refresh)
        content = QWidget()
        panels = QVBoxLayout(content)
        panels.setContentsMargins(0, 0, 0, 0)
        panels.setSpacing(16)
        panels.addWidget(self._superior_panel())
        panels.addWidget(self._own_panel())
        panels.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(content))

    def refresh(self) -> None:
        """Read the connection."""
        self.context.ask(partial(_read, self.desk), self._show)

    def shows(self, kinds: frozenset[str]) -> bool:
        """What lies between offices."""
        return ChangeKind.EXCHANGE in kinds

    def do(self, what: str) -> None:
        """ "compare": the digits of the paper are typed at once."""
        if what == "compare":
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_file(self) -> None:
        """Choose a connection file and take it."""
        drives = self.context.sticks.drives
        file = AnswerFile.ask(
            self,
            title=_("The superior's connection file"),
            begin=drives[0].folder if drives else None,
        )
        if file is not None:
            self._taking.take(file)

    def compare(self) -> None:
        """Compare the digits typed with the superior's fingerprint."""
        typed = _digits(self.typed.text())
        if self._connected is None or not typed:
            self._compared.hide()
            return
        same = typed == _digits(self._connected.fingerprint)
        if same and (self._connected.waiting or not self._connected.compared):
            self.write(partial(compare_superior, self.desk, typed))
            return
        said = _("The digits are the same: this is the superior of the paper.")
        if not same:
            said = _("The digits differ. Compare them group by group before anything is sent.")
            said = f"{said} {wrong_groups(typed, self._connected.fingerprint)}".strip()
        self._compared.setText(said)
        self._compared.look_like("met" if same else "trouble")
        self._compared.show()

    def forget(self) -> None:
        """End the connection, once that was asked about."""
        if self._connected is None:
            return
        name = self._connected.superior.name
        end = ConfirmDialog.ask(
            self,
            question=_("End the connection with {name}?").format(name=name),
            detail=_(
                "Files are then locked with digits that stand on the hand-over slip. What was sent"
                " stays as it is; the connection file connects again."
            ),
            do=_("End the connection"),
            keep=_("Stay connected"),
        )
        if end:
            self.write(partial(forget_superior, self.desk))

    def renew(self) -> None:
        """Make new keys of this office, once that was asked about."""
        make = ConfirmDialog.ask(
            self,
            question=_("Make new keys of this office?"),
            detail=_(
                "Only where a copy of the data came into wrong hands. The next file is signed with"
                " the new key: the superior types the code of its signed slip once. Files and"
                " answers of before stay readable."
            ),
            do=_("Make new keys"),
            keep=_("Keep the keys"),
        )
        if make:
            self.context.ask(partial(renew_own_keys, self.desk), self._renewed)

    def _superior_panel(self) -> Panel:
        panel = Panel(_("The superior that files are sealed for"))
        self._who = Text("", look="heading", wrap=True)
        self._state = paragraph("")
        panel.body.addWidget(self._who)
        panel.body.addWidget(self._state)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        panel.body.addLayout(self._facts)
        self._compare_box = self._comparing()
        panel.body.addWidget(self._compare_box)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.file_button = PrimaryButton(_("Take a connection file…"), self.take_file).needs(
            "connect"
        )
        self.forget_link = LinkButton(_("End the connection"), self.forget).needs("forget_superior")
        row.addWidget(self.file_button)
        row.addWidget(self.forget_link)
        row.addStretch(1)
        panel.body.addLayout(row)
        return panel

    def _comparing(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        label = _("Type the fingerprint from the superior's paper to compare it")
        column.addWidget(Text(label, look="small"))
        self.typed = LineField(name=label, hint="12345-12345-12345-12345-12345")
        self.typed.setMaximumWidth(340)
        self.typed.editingFinished.connect(self.compare)
        column.addWidget(self.typed)
        self._compared = Text("", wrap=True)
        self._compared.hide()
        column.addWidget(self._compared)
        return box

    def _own_panel(self) -> Panel:
        panel = Panel(_("The keys of this office"))
        self._own = Text("", look="strong", wrap=True)
        self._own.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        panel.body.addWidget(Text(_("Fingerprint of this office"), look="small"))
        panel.body.addWidget(self._own)
        panel.body.addWidget(
            paragraph(
                _(
                    "It stands on the first hand-over slip, where the superior compares it once."
                    " The keys lie with the data and come back with a backup."
                )
            )
        )
        row = QHBoxLayout()
        self.renew_button = SecondaryButton(_("Make new keys…"), self.renew).needs("new_keys")
        row.addWidget(self.renew_button)
        row.addStretch(1)
        panel.body.addLayout(row)
        return panel

    def _show(self, found: tuple[Connected | None, str]) -> None:
        self._connected, own = found
        now = self._connected
        self._who.setText(now.superior.name if now is not None else _("No superior is connected"))
        self._state.setText(_state_words(now))
        waits = now is not None and bool(now.waiting or not now.compared)
        self._state.look_like("todo" if waits else "soft")
        clear_layout(self._facts)
        for number, (name, value) in enumerate(_fact_rows(now)):
            self._facts.addWidget(Text(name, look="soft"), number, 0, Qt.AlignmentFlag.AlignTop)
            said = Text(value, wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(said, number, 1)
        self._compare_box.setVisible(now is not None)
        self.forget_link.setVisible(now is not None)
        self._own.setText(own or _("made with the first file"))
        self.renew_button.setEnabled(bool(own))
        self.compare()

    def _renewed(self, made: RenewedKeys) -> None:
        self.context.announce(frozenset({ChangeKind.EXCHANGE}))
        said = _("New keys are made. The fingerprint of this office is now {fingerprint}.")
        self.context.say(Tone.INFO, said.format(fingerprint=made.fingerprint))
        self.refresh()


def _read(desk: Desk) -> tuple[Connected | None, str]:
    return connected(desk), own_fingerprint(desk)


def _state_words(now: Connected | None) -> str:
    if now is None:
        return _(
            "Files are locked with digits that stand on the hand-over slip. With the superior's"
            " connection file they are sealed for it alone, and its receipts can be read."
        )
    if now.practice:
        return _("This is the practice superior: its keys are known to everybody.")
    if now.waiting:
        said = _(
            "A connection file with other keys waits to be compared: {waiting}. Compare it and "
            "the fingerprint below with the superior's newest paper before anything is sent."
        )
        return said.format(waiting=now.waiting)
    since = format_date(official_day(now.superior.installed_at))
    said = _("Connected since {date}; nobody has compared its fingerprint with the paper yet.")
    if now.compared:
        said = _("Connected since {date}; its fingerprint was compared with the paper.")
    return said.format(date=since)


def _fact_rows(now: Connected | None) -> tuple[tuple[str, str], ...]:
    if now is None:
        return ()
    rows = [(_("Fingerprint of the superior"), now.fingerprint)]
    if now.superior.level:
        rows.append((_("Level"), now.superior.level))
    return tuple(rows)


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdecimal())
