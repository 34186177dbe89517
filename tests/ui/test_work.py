"""One worker thread, answers on the window's thread, in order."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from pytestqt.qtbot import QtBot

from desktop.ui.work import CancelledError, ImmediateExecutor, Progress, Step, Worker


def unexpected(error: Exception) -> None:
    raise error


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(failed=unexpected)
    yield made
    assert made.close()


def test_tasks_run_on_one_other_thread_and_answer_on_this_one(qtbot: QtBot, worker: Worker) -> None:
    ran: list[int] = []
    answered: list[int] = []

    def take(ident: int) -> None:
        ran.append(ident)
        answered.append(threading.get_ident())

    for _number in range(20):
        worker.call(threading.get_ident, take)
    qtbot.waitUntil(lambda: len(answered) == 20)
    assert len(set(ran)) == 1
    assert set(ran) != {threading.get_ident()}
    assert set(answered) == {threading.get_ident()}


def test_answers_arrive_in_the_order_of_asking(qtbot: QtBot, worker: Worker) -> None:
    answers: list[int] = []
    for number in range(50):
        worker.call(lambda number=number: number, answers.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(answers) == 50)
    assert answers == list(range(50))


def test_an_error_goes_to_the_call_that_takes_it(qtbot: QtBot, worker: Worker) -> None:
    errors: list[Exception] = []

    def fail() -> None:
        raise OSError("full")

    worker.call(fail, lambda _nothing: None, errors.append)
    qtbot.waitUntil(lambda: len(errors) == 1)
    assert isinstance(errors[0], OSError)


def test_an_error_nobody_takes_goes_to_the_worker_s_own(qtbot: QtBot) -> None:
    errors: list[Exception] = []
    worker = Worker(failed=errors.append)
    worker.call(lambda: 1 // 0, lambda _number: None)
    qtbot.waitUntil(lambda: len(errors) == 1)
    assert isinstance(errors[0], ZeroDivisionError)
    assert worker.close()


def test_a_long_task_reports_its_steps_and_can_be_stopped(qtbot: QtBot, worker: Worker) -> None:
    steps: list[Step] = []
    errors: list[Exception] = []
    asked_to_stop = threading.Event()

    def task(progress: Progress) -> None:
        progress.report(1, 3, "one")
        asked_to_stop.wait(5)
        progress.report(2, 3, "two")

    progress = worker.call_long(
        task, lambda _nothing: None, step=steps.append, failed=errors.append
    )
    qtbot.waitUntil(lambda: bool(steps))
    progress.cancel()
    asked_to_stop.set()
    qtbot.waitUntil(lambda: bool(errors))
    assert steps == [Step(1, 3, "one")]
    assert isinstance(errors[0], CancelledError)


def test_closing_finishes_what_was_asked_and_then_does_the_last_thing() -> None:
    done: list[str] = []
    worker = Worker(failed=unexpected)
    worker.call(lambda: done.append("asked"), lambda _nothing: None)
    assert worker.close(lambda: done.append("last"))
    assert done == ["asked", "last"]


def test_an_answer_on_its_way_when_the_window_goes_is_dropped(qtbot: QtBot) -> None:
    answers: list[str] = []
    answered = threading.Event()
    worker = Worker(failed=unexpected)
    worker.call(lambda: "late", answers.append)
    worker.call(answered.set, lambda _nothing: None)
    assert answered.wait(5)
    assert worker.close()
    QCoreApplication.processEvents()
    assert answers == []


def test_the_immediate_executor_answers_before_it_returns() -> None:
    answers: list[int] = []
    ImmediateExecutor().call(lambda: 7, answers.append)
    assert answers == [7]


def test_the_immediate_executor_raises_what_nobody_takes() -> None:
    with pytest.raises(ZeroDivisionError):
        ImmediateExecutor().call(lambda: 1 // 0, lambda _number: None)


class Pinging(QObject):
    ping = Signal()


def test_thirty_thousand_void_calls_leave_the_process_alive(qtbot: QtBot) -> None:
    """Some PySide releases end a Python 3.11 process after some 7,000 void calls."""
    count = 0

    def take() -> None:
        nonlocal count
        count += 1

    sender = Pinging()
    sender.ping.connect(take)
    for _number in range(30_000):
        sender.ping.emit()
        sender.blockSignals(False)
    assert count == 30_000
