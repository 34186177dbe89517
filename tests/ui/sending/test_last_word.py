"""Digits that contradict the signed receipt: the officer asks the superior which was said last."""

import pytest

from desktop.actions.receipts import receive_files
from desktop.actions.sending import SendState
from desktop.actions.sent_periods import sendable
from desktop.exchange.receipt import ReceiptKind
from desktop.ui.sending.dialogs import CodeDialog, TypedCode
from desktop.ui.sending.receiving import received_words
from desktop.ui.sending.room import SendingRoom
from desktop.ui.sending.told_dialog import ToldDialog
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.ui.sending.offices import SEPTEMBER, Sender


@pytest.mark.parametrize(
    ("last", "state"), [(False, SendState.RETURNED), (True, SendState.ACCEPTED)]
)
def test_the_signed_receipt_stays_until_the_digits_are_said_to_be_the_last_word(
    room: SendingRoom,
    one: Sender,
    monkeypatch: pytest.MonkeyPatch,
    last: bool,
    state: SendState,
) -> None:
    sent = one.sends(SEPTEMBER)
    one.takes(sent, ReceiptKind.RETURNED, ("Sai số buổi", ""))
    room.on_shown(SEPTEMBER)
    code = one.office.code_by_telephone(one.office.read(sent.path), ReceiptKind.ACCEPTED)
    asked: list[str] = []

    def answered(*_parent: object, detail: str, **_words: object) -> bool:
        asked.append(detail)
        return last

    monkeypatch.setattr(CodeDialog, "ask", lambda *_all, **_words: TypedCode(SEPTEMBER, code))
    monkeypatch.setattr(ConfirmDialog, "ask", answered)
    monkeypatch.setattr(ToldDialog, "ask", lambda *_all, **_words: ())
    room.page.answers.code_button.click()
    (detail,) = asked
    assert "tháng 9/2026" in detail
    assert "hãy hỏi cấp trên" in detail
    found = sendable(one.desk, SEPTEMBER)
    assert found is not None
    assert found.state is state


def test_an_older_answer_is_told_as_older_and_asks_for_nothing(one: Sender) -> None:
    sent = one.sends(SEPTEMBER)
    old = one.answers(sent, ReceiptKind.RETURNED, ("Sai số buổi", ""), to=one.media / "old")
    one.takes(sent, ReceiptKind.ACCEPTED)
    taken = receive_files(one.desk, [old])
    assert [receipt.older for receipt in taken.receipts] == [True]
    tone, said = received_words(taken)
    assert tone is Tone.INFO
    assert "là trả lời cũ" in said
    assert "chấp nhận" in said
