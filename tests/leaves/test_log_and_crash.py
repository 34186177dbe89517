"""Log and crash reports name code, never what somebody typed."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import crash, log

TYPED = "Nguyễn Văn A 012345678901"


@pytest.fixture
def logger(tmp_path: Path) -> Iterator[logging.Logger]:
    started = log.start(tmp_path / "logs")
    yield started
    log.stop(started)


def written(tmp_path: Path) -> str:
    return (tmp_path / "logs" / "so138.log").read_text(encoding="utf-8")


def failing(note: str) -> None:
    raise KeyError(note)


def test_texts_are_logged_by_length_and_numbers_as_they_are(
    logger: logging.Logger, tmp_path: Path
) -> None:
    logger.getChild("db").warning("rows of %s not read", TYPED)
    logger.info("closed %d months", 12)
    assert TYPED not in written(tmp_path)
    assert f"[str of {len(TYPED)}]" in written(tmp_path)
    assert "closed %d months [12]" in written(tmp_path)


def test_an_error_is_logged_without_its_text(logger: logging.Logger, tmp_path: Path) -> None:
    try:
        failing(TYPED)
    except KeyError:
        logger.exception("not read")
    assert TYPED not in written(tmp_path)
    assert "builtins.KeyError" in written(tmp_path)
    assert "test_log_and_crash.py" in written(tmp_path)


def test_a_folder_that_refuses_costs_only_the_log(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("", encoding="utf-8")
    started = log.start(blocker / "logs")
    started.info("still here")
    assert blocker.read_text(encoding="utf-8") == ""
    log.stop(started)


def chained() -> BaseException:
    outer = RuntimeError(TYPED)
    with pytest.raises(KeyError) as caught:
        failing(TYPED)
    outer.__cause__ = caught.value
    return outer


def test_a_report_names_types_lines_and_causes_but_no_value(tmp_path: Path) -> None:
    path = crash.write_report(chained(), folder=tmp_path / "r", version="0.1.0")
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert TYPED not in text
    assert "builtins.RuntimeError" in text
    assert "builtins.KeyError" in text
    assert " failing" in text


def test_only_the_last_reports_are_kept(tmp_path: Path) -> None:
    for _number in range(14):
        crash.write_report(ValueError(), folder=tmp_path, version="0.1.0")
    assert len(list(tmp_path.glob("crash-*.txt"))) == 10


def test_an_uncaught_error_is_told_and_undo_restores_the_hooks(tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook
    told: list[Path | None] = []
    undo = crash.install(folder=tmp_path, version="0.1.0", tell=told.append)
    error = chained()
    sys.excepthook(type(error), error, error.__traceback__)
    undo()
    assert told == list(tmp_path.glob("crash-*.txt"))
    assert (sys.excepthook, threading.excepthook) == before


def test_an_error_in_a_thread_is_told(tmp_path: Path) -> None:
    told: list[Path | None] = []
    undo = crash.install(folder=tmp_path, version="0.1.0", tell=told.append)
    thread = threading.Thread(target=failing, args=(TYPED,))
    thread.start()
    thread.join()
    undo()
    assert len(told) == 1


def test_without_a_window_the_report_is_named_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    undo = crash.install(folder=tmp_path, version="0.1.0")
    error = chained()
    sys.excepthook(type(error), error, error.__traceback__)
    undo()
    said = capsys.readouterr().err
    assert said.startswith("Phần mềm gặp lỗi bên trong. Báo cáo lỗi nằm ở ")
    assert TYPED not in said
