"""The stick goes round: connect, close, send, slip, receipt; returned, corrected, sent again.

The commune is the program's own window with its worker; the superior is a second data folder, and
between the two goes nothing but the files of one stick.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.actions.board import board_of
from desktop.actions.connecting import write_connection
from desktop.actions.deciding import accept_unit
from desktop.actions.desk import Desk, RandomIds
from desktop.actions.groups import groups
from desktop.actions.receiving import Taken, receive_packages
from desktop.actions.replies import answer_report, remarks_of
from desktop.actions.sessions import record_session
from desktop.actions.setup import Sources, new_commune
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.periods import month_period
from desktop.domain.sessions import SessionDraft
from desktop.ui.closing.room import ConfirmRoom
from desktop.ui.design.theme import Theme
from desktop.ui.reports.closing import CloseDialog
from desktop.ui.sending.connect_dialog import ConnectDialog, ConnectWish
from desktop.ui.sending.page import WHAT
from desktop.ui.sending.room import SendingRoom
from desktop.ui.shell.views import StepState, StepTone, StepView
from desktop.ui.widgets.dialogs import ConfirmDialog, ReasonDialog
from tests.screens.whole_window import ChosenDay, WholeWindow
from tests.ui.overview.offices import busy_desk
from tests.ui.sending.offices import StickDrives

DAY = date(2026, 10, 8)
SEPTEMBER = month_period(2026, 9)
CODE = "19774"
REMARK = "Tổ dân phố 1 có hai buổi, báo cáo ghi một"


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, preference="light")
    yield made
    made.deleteLater()


@dataclass
class Superior:
    """The other end: a data folder of its own."""

    desk: Desk

    @classmethod
    def at(cls, folder: Path) -> "Superior":
        profile = CommuneProfile(
            name="Thành phố Huế",
            code="46",
            valid_from=date(2025, 7, 1),
            superior="",
            role=Role.SUPERIOR,
        )
        made = new_commune(folder, profile, sources=Sources(ChosenDay(DAY), RandomIds())).value
        assert made is not None
        return cls(made)

    def receives(self, stick: Path) -> Taken:
        """What lies on the stick is taken in; the receipt is written beside it."""
        return receive_packages(self.desk, [stick])

    def returns(self, stick: Path) -> None:
        """The report goes back with a remark."""
        said = remarks_of((REMARK,), ("activity",))
        answered = answer_report(
            self.desk, CODE, SEPTEMBER, kind="returned", remarks=said, to=stick
        )
        assert answered.value is not None
        assert answered.value.receipt.path is not None

    def accepts(self, stick: Path) -> None:
        """The report is accepted; the answer lies on the stick."""
        answered = answer_report(self.desk, CODE, SEPTEMBER, kind="accepted", to=stick)
        assert answered.value is not None
        assert answered.value.receipt.path is not None

    @property
    def state(self) -> str:
        """How the commune's report stands on the board."""
        return board_of(self.desk, SEPTEMBER).rows[0].cells[0].state.value


@dataclass
class Commune:
    """The window of the commune, September in sight."""

    whole: WholeWindow
    drives: StickDrives
    stick: Path

    @property
    def room(self) -> SendingRoom:
        found = self.whole.window.room("send")
        assert isinstance(found, SendingRoom)
        return found

    def step(self, key: str) -> StepView:
        """A step of the month's path."""
        views = [button.view for button in self.whole.window.path_bar.steps]
        return next(view for view in views if view is not None and view.key == key)

    def goes_to(self, room: str) -> None:
        self.whole.window.show_room(room)
        self.whole.until_idle()

    def plugs_in(self) -> None:
        """The stick comes back."""
        self.drives.plug(self.stick)
        self.looks()

    def pulls_out(self) -> None:
        """The stick leaves."""
        self.drives.pull(self.stick)
        self.looks()

    def looks(self) -> None:
        self.whole.context.sticks.look()
        self.whole.until_idle()

    def connects_as_offered(self) -> None:
        assert not self.room.page.answers.connection_offer.isHidden()
        self.room.answers.connect(self.room.page.answers.waiting)
        self.whole.until_idle()

    def takes_what_is_offered(self) -> None:
        assert not self.room.page.answers.offer.isHidden()
        self.room.answers.take(self.room.page.answers.waiting)
        self.whole.until_idle()

    def closes(self) -> None:
        """September is closed in the room where it is confirmed."""
        self.goes_to("confirm")
        confirm = self.whole.window.room("confirm")
        assert isinstance(confirm, ConfirmRoom)
        for card in confirm.page.matters.cards:
            card.ready[0].click()
            self.whole.until_idle()
        confirm.close_month()
        self.whole.until_idle()

    def sends(self) -> None:
        """Which period, which stick, done."""
        self.goes_to("send")
        page = self.room.page
        assert page.step == WHAT
        page.what.choose(SEPTEMBER)
        page.what.on_button.click()
        page.where.write_button.click()
        self.whole.until_idle()
        assert page.file.big.text() == "Có thể rút USB"


@pytest.fixture
def superior(tmp_path: Path) -> Iterator[Superior]:
    made = Superior.at(tmp_path / "superior")
    yield made
    made.desk.close()


@pytest.fixture
def commune(theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Commune]:
    compared = ConnectWish("", compared=True, fill=())
    monkeypatch.setattr(ConnectDialog, "ask", lambda *_all, **_words: compared)
    monkeypatch.setattr(CloseDialog, "ask", lambda *_all, **_words: True)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_all, **_words: True)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_all, text="", **_words: text)
    busy_desk(tmp_path / "commune", 6).close()
    whole = WholeWindow(tmp_path / "commune", theme=theme, day=DAY)
    drives = StickDrives()
    whole.context.sticks.source = drives
    whole.context.set_month(SEPTEMBER)
    whole.until_idle()
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    yield Commune(whole, drives, stick)
    whole.close()


def hold_another(desk: Desk) -> object:
    """The session that the report lacked."""
    draft = SessionDraft(
        held_on=date(2026, 9, 2),
        group_ids=(groups(desk)[0].id,),
        format="Hội nghị",
        topics=("Luật Phòng, chống ma túy",),
        lead_body="Công an xã",
        attendance=40,
    )
    outcome = record_session(desk, draft)
    assert outcome.done
    return outcome


def test_the_stick_goes_round_until_the_month_is_received(
    commune: Commune, superior: Superior
) -> None:
    # The superior's connection file comes on the stick, and the stick is what connects.
    assert write_connection(superior.desk, commune.stick).done
    commune.goes_to("send")
    commune.plugs_in()
    assert "tệp kết nối của Thành phố Huế" in commune.room.page.answers.connection_offer.text
    commune.connects_as_offered()
    assert commune.room.page.answers.connection_offer.isHidden()

    commune.closes()
    assert commune.step("send").state is not StepState.DONE
    commune.sends()
    assert commune.step("send").state is StepState.DONE
    assert commune.step("receive").detail == "chờ phiếu tiếp nhận"
    code = commune.room.shown.files[0].line.package.check_code
    commune.room.page.file.slip_button.click()
    commune.whole.until_idle()
    assert commune.whole.window.current_room == "reports"
    commune.pulls_out()

    # There: the first file of a unit waits for the code of its signed slip.
    assert superior.receives(commune.stick).to_look_at
    assert accept_unit(superior.desk, CODE, code).done
    assert superior.state == "in"

    commune.goes_to("send")
    commune.plugs_in()
    assert "phiếu tiếp nhận cho tháng 9/2026" in commune.room.page.answers.offer.text
    commune.takes_what_is_offered()
    # That slip was written before the code was typed: the file had come and did not count yet.
    assert commune.step("receive").state is StepState.CURRENT
    assert commune.step("receive").detail == "đã đến, chưa tính"
    commune.pulls_out()

    superior.accepts(commune.stick)
    commune.plugs_in()
    commune.takes_what_is_offered()
    assert commune.step("receive").state is StepState.DONE
    assert commune.step("receive").detail.startswith("đã nhận")


def test_a_returned_month_is_corrected_and_sent_again(commune: Commune, superior: Superior) -> None:
    assert write_connection(superior.desk, commune.stick).done
    commune.goes_to("send")
    commune.plugs_in()
    commune.connects_as_offered()
    commune.closes()
    commune.sends()
    code = commune.room.shown.files[0].line.package.check_code
    commune.pulls_out()
    superior.receives(commune.stick)
    assert accept_unit(superior.desk, CODE, code).done
    superior.returns(commune.stick)
    assert superior.state == "returned"

    commune.plugs_in()
    commune.takes_what_is_offered()
    assert commune.step("receive").tone is StepTone.TROUBLE
    assert REMARK in commune.step("receive").detail
    (work,) = commune.room.page.remarks.lists
    assert work.rows[0].item.sentence == REMARK

    commune.room.page.remarks.buttons[0].click()
    commune.whole.until_idle()
    assert commune.whole.window.current_room == "sessions", "where it is to be corrected"
    desk = commune.room.desk
    commune.whole.context.ask(partial(hold_another, desk), lambda _done: None)
    commune.whole.until_idle()
    commune.closes()
    commune.goes_to("send")
    assert commune.step("send").detail == "gửi số liệu mới"
    commune.sends()
    assert commune.step("receive").detail == "chờ phiếu tiếp nhận"
    names = sorted(one.name for one in commune.stick.glob("*.s138"))
    assert [name[-9:] for name in names] == ["0001.s138", "0002.s138"]
    commune.pulls_out()

    superior.receives(commune.stick)
    assert superior.state == "corrected"
    commune.plugs_in()
    commune.takes_what_is_offered()
    assert commune.step("receive").state is StepState.DONE
    assert commune.room.page.remarks.isHidden()
