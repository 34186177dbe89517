"""While the data are locked nothing that was asked for begins, and no answer is given."""

from pytestqt.qtbot import QtBot

from desktop.ui.locking.held import HeldWork
from desktop.ui.work import ImmediateExecutor, Progress, Step, Worker


def fail() -> str:
    raise OSError


def unexpected(error: Exception) -> None:
    raise error


def test_an_answer_that_comes_behind_the_lock_is_given_after_it(qtbot: QtBot) -> None:
    worker = Worker(failed=unexpected)
    held, told = HeldWork(worker), list[str]()
    held.call(lambda: "asked before", told.append)
    held.call(fail, told.append, lambda _error: told.append("failed before"))
    held.hold()
    held.call(lambda: "asked behind it", told.append)
    done: list[str] = []
    worker.call(lambda: "the door's own", done.append)
    qtbot.waitUntil(lambda: done == ["the door's own"])
    assert told == []
    held.release()
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == ["asked before", "failed before", "asked behind it"]
    worker.close()


def test_what_may_come_second_finds_the_data_open(qtbot: QtBot) -> None:
    worker = Worker(failed=unexpected)
    held, begun, told = HeldWork(worker), list[bool](), list[bool]()

    def task() -> bool:
        begun.append(held.holds)
        return True

    held.call_second(task, told.append)
    held.hold()
    waited: list[None] = []
    worker.call_second(lambda: None, waited.append)
    qtbot.waitUntil(lambda: waited == [None])
    assert begun == []
    held.release()
    qtbot.waitUntil(lambda: told == [True])
    assert begun == [False]
    worker.close()


def test_a_long_task_that_was_stopped_while_it_waited_does_nothing(qtbot: QtBot) -> None:
    held, steps, told = HeldWork(ImmediateExecutor()), list[Step](), list[str]()

    def ask() -> Progress:
        def long(progress: Progress) -> str:
            progress.report(1, 2)
            return "done"

        def failed(error: Exception) -> None:
            told.append(type(error).__name__)

        return held.call_long(long, told.append, step=steps.append, failed=failed)

    ask()
    assert (steps, told) == ([Step(1, 2)], ["done"])
    held.hold()
    progress = ask()
    progress.cancel()
    held.release()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert (steps, told) == ([Step(1, 2)], ["done", "CancelledError"])
