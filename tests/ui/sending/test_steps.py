"""The last two steps of the path, and the watch for sticks that the status line stands on."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period, mark_printed, reopen_period
from desktop.actions.overview import WorkKind, month_overview
from desktop.actions.sent_periods import Sendable, SendState
from desktop.exchange.receipt import ReceiptKind
from desktop.ui.design.theme import Theme
from desktop.ui.office import DeskOffice
from desktop.ui.overview.content import all_done
from desktop.ui.sending.words import closed_words
from desktop.ui.shell.path_bar import PathBar
from desktop.ui.shell.status_line import StatusLine
from desktop.ui.shell.views import StepState, StepTone, StepView
from desktop.ui.sticks import StickWatch
from desktop.ui.work import Failed, ImmediateExecutor
from tests.ui.overview.offices import OCTOBER
from tests.ui.sending.offices import AUGUST, SEPTEMBER, Sender, StickDrives, closed, sender


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Sender]:
    made = sender(tmp_path)
    yield made
    made.desk.close()


def last_two(one: Sender) -> tuple[StepView, StepView]:
    """Steps five and six of September."""
    steps = DeskOffice(one.desk).path(SEPTEMBER).steps
    assert [step.number for step in steps] == [1, 2, 3, 4, 5, 6]
    return steps[4], steps[5]


def test_an_open_month_has_nothing_to_send(one: Sender) -> None:
    steps = DeskOffice(one.desk).path(OCTOBER).steps
    assert [(step.detail, step.state) for step in steps[4:]] == [("–", StepState.LATER)] * 2
    assert {step.room for step in steps[4:]} == {"send"}


def test_a_printed_month_waits_to_be_sent_also_without_its_number(one: Sender) -> None:
    send, receive = last_two(one)
    assert (send.detail, send.state) == ("chưa gửi", StepState.CURRENT)
    assert (receive.detail, receive.state) == ("–", StepState.LATER)


def test_a_written_month_waits_for_its_receipt(one: Sender) -> None:
    one.sends(SEPTEMBER)
    send, receive = last_two(one)
    assert (send.detail, send.state) == ("đã ghi USB 08/10", StepState.DONE)
    assert (receive.detail, receive.tone) == ("chờ phiếu tiếp nhận", StepTone.DUE)
    assert receive.state is StepState.CURRENT


def test_a_received_month_is_done(one: Sender) -> None:
    one.takes(one.sends(SEPTEMBER), ReceiptKind.RECEIVED)
    _send, receive = last_two(one)
    assert (receive.detail, receive.state) == ("đã nhận 21/10", StepState.DONE)


def test_a_month_that_is_sent_before_its_paper_is_printed_still_asks_for_it(one: Sender) -> None:
    def printing() -> tuple[str, StepState, bool]:
        step = DeskOffice(one.desk).path(OCTOBER).steps[3]
        asked = {item.kind for item in month_overview(one.desk, OCTOBER).work}
        return step.detail, step.state, WorkKind.READY_TO_PRINT in asked

    assert close_period(one.desk, OCTOBER, unanswered=True, early=True, early_answer="Nghỉ lễ").done
    one.takes(one.sends(OCTOBER), ReceiptKind.RECEIVED)
    assert printing() == ("đã gửi, chưa in tại đây", StepState.CURRENT, True)
    assert mark_printed(one.desk, OCTOBER).done
    assert printing() == ("đã in, đã gửi", StepState.DONE, False)
    receive = DeskOffice(one.desk).path(OCTOBER).steps[5]
    assert receive.state is StepState.DONE, "printing takes nothing back of the file's way"


def test_the_overview_says_that_a_received_month_is_done(one: Sender) -> None:
    one.takes(one.sends(SEPTEMBER), ReceiptKind.RECEIVED)
    said = all_done(month_overview(one.desk, SEPTEMBER))
    assert said == "Tháng 9/2026 đã xong: cấp trên đã tiếp nhận."


def test_a_long_reason_leaves_the_other_steps_their_room(
    qtbot: QtBot, theme: Theme, one: Sender
) -> None:
    one.takes(one.sends(SEPTEMBER), ReceiptKind.RETURNED, ("Thiếu số liệu " * 20, "activity"))
    bar = PathBar(theme=theme)
    qtbot.addWidget(bar)
    bar.resize(QSize(1180, 92))
    bar.show()
    bar.show_path(DeskOffice(one.desk).path(SEPTEMBER))
    qtbot.waitUntil(lambda: all(step.width() > 0 for step in bar.steps))
    for step in bar.steps:
        assert step.width() >= step.sizeHint().width()
    assert "Thiếu số liệu Thiếu số liệu" in bar.steps[5].toolTip()


def test_remarks_of_an_accepted_month_are_told(one: Sender) -> None:
    one.takes(one.sends(SEPTEMBER), ReceiptKind.ACCEPTED, ("Lần sau gửi sớm hơn", ""))
    assert last_two(one)[1].detail == "đã nhận 21/10, có góp ý"


def test_a_returned_month_says_why(one: Sender) -> None:
    one.takes(one.sends(SEPTEMBER), ReceiptKind.RETURNED, ("Thiếu Tổ dân phố 7", "activity"))
    _send, receive = last_two(one)
    assert (receive.detail, receive.tone) == ("trả lại: Thiếu Tổ dân phố 7", StepTone.TROUBLE)


def test_a_month_that_is_being_corrected_says_what_became_of_its_figures_before(
    one: Sender,
) -> None:
    one.takes(one.sends(SEPTEMBER), ReceiptKind.RETURNED, ("Thiếu Tổ dân phố 7", "activity"))
    assert reopen_period(one.desk, SEPTEMBER, reason="Sai một buổi", correct=True).done
    steps = DeskOffice(one.desk).path(SEPTEMBER).steps
    assert [step.detail for step in steps[3:]] == [
        "thay thế lần 1: in sau khi chốt",
        "gửi lại sau khi chốt",
        "bản trước: trả lại: Thiếu Tổ dân phố 7",
    ]
    assert {step.state for step in steps[3:]} == {StepState.LATER}


def test_a_month_that_was_never_sent_has_no_file_before(one: Sender) -> None:
    assert reopen_period(one.desk, SEPTEMBER, reason="Sai một buổi", correct=True).done
    steps = DeskOffice(one.desk).path(SEPTEMBER).steps
    assert [step.detail for step in steps[4:]] == ["–", "–"]


def test_a_corrected_month_is_to_be_sent_again(one: Sender) -> None:
    one.sends(SEPTEMBER)
    assert reopen_period(one.desk, SEPTEMBER, reason="Sai một buổi", correct=True).done
    closed(one.desk, SEPTEMBER)
    send, receive = last_two(one)
    assert (send.detail, send.tone) == ("gửi số liệu mới", StepTone.DUE)
    assert receive.detail == "–"


def test_six_steps_fit_into_one_line_of_a_narrow_window(
    qtbot: QtBot, theme: Theme, one: Sender
) -> None:
    one.sends(SEPTEMBER)
    bar = PathBar(theme=theme)
    qtbot.addWidget(bar)
    bar.resize(QSize(760, 40))
    bar.fold(folded=True)
    bar.show()
    for month in (SEPTEMBER, AUGUST, OCTOBER):
        bar.show_path(DeskOffice(one.desk).path(month))
        qtbot.waitUntil(lambda: all(step.width() > 0 for step in bar.steps))
        for step in bar.steps:
            assert step.width() >= step.minimumSizeHint().width(), "no title is cut"


# -- the watch -----------------------------------------------------------------------------------


class Held:
    """Work that is held back until the test lets it go."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], object]] = []

    def call(
        self,
        task: Callable[[], object],
        then: Callable[[object], None],
        failed: Failed | None = None,
    ) -> None:
        self.waiting.append(lambda: then(task()))


def test_the_watch_asks_one_question_at_a_time(tmp_path: Path) -> None:
    held, drives = Held(), StickDrives()
    watch = StickWatch(work=held, source=drives)  # type: ignore[arg-type]
    drives.plug(tmp_path / "KINGSTON")
    watch.look()
    watch.look()
    assert len(held.waiting) == 1, "a slow machine is not asked twice"
    held.waiting.pop()()
    assert [one.label for one in watch.drives] == ["KINGSTON"]
    watch.look()
    assert len(held.waiting) == 1


def test_the_watch_looks_again_by_itself(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.sticks.EVERY_MS", 5)
    drives = StickDrives()
    watch = StickWatch(work=ImmediateExecutor(), source=drives)
    watch.start()
    assert watch.drives == ()
    with qtbot.waitSignal(watch.changed):
        drives.plug(tmp_path / "KINGSTON")
    watch.stop()


def test_a_machine_that_does_not_answer_has_no_stick() -> None:
    class Dumb(StickDrives):
        def partitions(self) -> tuple[()]:
            raise OSError("no answer")

    watch = StickWatch(work=ImmediateExecutor(), source=Dumb())
    watch.look()
    assert watch.drives == ()


def test_the_status_line_names_the_stick(qtbot: QtBot, theme: Theme) -> None:
    line = StatusLine(theme=theme)
    qtbot.addWidget(line)
    assert line._sticks.isHidden()
    line.show_sticks("USB KINGSTON (E:) còn 6,2 GB")
    assert not line._sticks.isHidden()
    line.show_sticks("")
    assert line._sticks.isHidden()


def test_a_day_is_that_of_viet_nam_whatever_zone_the_computer_is_set_to() -> None:
    late = datetime(2026, 9, 30, 18, 0, tzinfo=UTC)
    assert closed_words(Sendable(SEPTEMBER, 0, late, SendState.NOT_SENT)) == "01/10/2026"
