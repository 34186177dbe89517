"""A file that came to the superior and waits there: the commune reads so, and why, everywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.actions.month_path import month_path
from desktop.actions.receipts import receive_files
from desktop.actions.sent_periods import history, sendable
from desktop.exchange.receipt import ReceiptKind
from desktop.ui.design.tokens import Role
from desktop.ui.sending.receiving import received_words
from desktop.ui.sending.words import line_role, line_words, state_role, state_words
from desktop.ui.sending_steps import receiving_step
from desktop.ui.shell.views import StepState, StepTone
from desktop.ui.widgets.banner import Tone
from desktop.wording.superior import waiting_remark
from tests.ui.sending.offices import SEPTEMBER, Sender, sender

WHY = "cấp trên chưa biết khóa ký của đơn vị. Hãy nộp phiếu giao có chữ ký."


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Sender]:
    made = sender(tmp_path)
    yield made
    made.desk.close()


def test_a_receipt_that_says_that_the_file_waits_is_no_received_report(
    one: Sender,
) -> None:
    sent = one.sends(SEPTEMBER)
    remark = waiting_remark("new_key")
    assert WHY in remark
    receipt = one.answers(sent, ReceiptKind.RECEIVED, (remark, ""), to=one.media / "earlier")
    tone, said = received_words(receive_files(one.desk, [receipt]))
    assert tone is Tone.WARN
    assert said.startswith("Cấp trên chưa tính số liệu tháng 9/2026. Tệp đã đến, đang chờ")
    assert WHY.rstrip(".") in said

    (line,) = history(one.desk, SEPTEMBER)
    assert "chưa tính" in line_words(line)
    assert WHY in line_words(line)
    assert line_role(line) is Role.DUE
    stand = sendable(one.desk, SEPTEMBER)
    assert stand is not None
    assert not stand.waits, "it is not to be sent once more"
    assert WHY in state_words(stand)
    assert state_role(stand) is Role.DUE
    step = receiving_step(month_path(one.desk, SEPTEMBER), stand)
    assert (step.state, step.tone) == (StepState.CURRENT, StepTone.DUE)
    assert step.detail == "đã đến, chưa tính"


def test_once_the_superior_accepted_it_the_month_is_received(one: Sender) -> None:
    sent = one.sends(SEPTEMBER)
    one.takes(sent, ReceiptKind.RECEIVED, (waiting_remark("new_key"), ""))
    one.takes(sent, ReceiptKind.ACCEPTED)
    stand = sendable(one.desk, SEPTEMBER)
    assert stand is not None
    assert not stand.held
    assert receiving_step(month_path(one.desk, SEPTEMBER), stand).state is StepState.DONE
