"""Files opened with the program: the window that stands does with them what its office does."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.handing import LetterBox
from desktop.actions.periods import period_named
from desktop.actions.sample import make_sample
from desktop.actions.sending import send_period
from desktop.actions.setup import new_commune, open_desk
from desktop.domain.commune import CommuneProfile, Role
from desktop.ui.design.theme import Theme
from desktop.ui.handed import HandedFiles
from desktop.ui.memory import WindowMemory
from desktop.ui.opening import Opening
from desktop.ui.receiving.room import ReceivingRoom
from desktop.ui.setup.elsewhere import elsewhere_words, sharing_words
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.start import WindowSession
from tests.faults.ground import sources

Open = Callable[..., WindowSession]


@pytest.fixture
def commune(tmp_path: Path) -> Path:
    folder = tmp_path / "commune"
    make_sample(folder, groups=2, months=2)
    return folder


@pytest.fixture
def package(commune: Path, tmp_path: Path) -> Path:
    stick = tmp_path / "stick"
    stick.mkdir()
    with open_desk(commune, sources=sources()) as desk:
        sent = send_period(desk, period_named(desk, "2026-09"), stick).value
    assert sent is not None
    return sent.path


@pytest.fixture
def superior(tmp_path: Path) -> Path:
    folder = tmp_path / "superior"
    profile = CommuneProfile(
        name="Thành phố Huế",
        code="474",
        valid_from=date(2025, 7, 1),
        superior="",
        role=Role.SUPERIOR,
    )
    made = new_commune(folder, profile, sources=sources())
    assert made.value is not None
    made.value.close()
    return folder


@pytest.fixture
def box(tmp_path: Path) -> LetterBox:
    return LetterBox.of(tmp_path / "data", logs=tmp_path / "logs")


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, theme: Theme, box: LetterBox) -> Iterator[Open]:
    made: list[tuple[WindowSession, HandedFiles]] = []

    def begin(data: Path, *files: Path) -> WindowSession:
        handed = HandedFiles(box=box, files=files)
        session = WindowSession(
            Opening(data), theme=theme, memory=WindowMemory(None), handed=handed
        )
        made.append((session, handed))
        handed.begin()
        session.begin()
        qtbot.waitUntil(lambda: shown(session) is not None, timeout=20000)
        return session

    yield begin
    for session, handed in made:
        handed.stop()
        session.end()
        for window in (session.window, session.doors):
            if window is not None:
                window.blockSignals(True)
                window.close()
                window.deleteLater()


def shown(session: WindowSession) -> MainWindow | None:
    window = session.window
    return window if window is not None and window.isVisible() else None


def test_a_commune_is_told_what_a_package_is(
    open_window: Open, commune: Path, package: Path, qtbot: QtBot
) -> None:
    window = shown(open_window(commune, package))
    assert window is not None
    qtbot.waitUntil(lambda: package.name in window.banner.text, timeout=10000)
    assert "nguyên vẹn" in window.banner.text
    assert "tháng 9/2026" in window.banner.text


def test_a_superior_goes_to_receiving_with_the_file(
    open_window: Open, superior: Path, package: Path, qtbot: QtBot
) -> None:
    window = shown(open_window(superior, package))
    assert window is not None
    room = window.room("receiving")
    assert isinstance(room, ReceivingRoom)
    page = room.page
    qtbot.waitUntil(lambda: page.stage.currentWidget() is page.card, timeout=10000)


def test_what_a_second_start_hands_over_is_opened_in_the_window_that_stands(
    open_window: Open, commune: Path, package: Path, box: LetterBox, qtbot: QtBot
) -> None:
    window = shown(open_window(commune))
    assert window is not None
    qtbot.waitUntil((box.folder / "window.json").exists, timeout=10000)
    letter = box.folder / "a.letter"
    letter.write_text(f'{{"files": ["{package.as_posix()}"]}}', encoding="utf-8")
    qtbot.waitUntil(lambda: package.name in window.banner.text, timeout=10000)
    assert not letter.exists()


def test_a_file_that_is_not_whole_is_told_with_its_reason(
    open_window: Open, commune: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "hỏng.s138"
    broken.write_bytes(b"nothing of ours")
    window = shown(open_window(commune, broken))
    assert window is not None
    qtbot.waitUntil(lambda: window.banner.text.startswith("hỏng.s138: "), timeout=10000)


def test_a_receipt_that_does_not_fit_changes_nothing_and_is_told(
    open_window: Open, commune: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "hỏng.s138r"
    broken.write_bytes(b"nothing of ours")
    window = shown(open_window(commune, broken))
    assert window is not None
    qtbot.waitUntil(lambda: "hỏng.s138r" in window.banner.text, timeout=10000)


def test_without_files_nothing_is_said_of_any(open_window: Open, commune: Path) -> None:
    window = shown(open_window(commune))
    assert window is not None
    assert ".s138" not in window.banner.text


def test_a_folder_that_accounts_share_has_words_of_its_own() -> None:
    assert "tài khoản khác" in sharing_words("store_in_use")
    assert "quyền" in sharing_words("folder_read_only")
    assert sharing_words("store_damaged") == ""


def test_an_empty_account_is_told_of_the_others(tmp_path: Path) -> None:
    from desktop.actions.accounts import Elsewhere

    assert str(tmp_path) in elsewhere_words(Elsewhere(tmp_path))
    assert "đăng nhập" in elsewhere_words(Elsewhere(other_account=True))
    assert "(Lan, Minh) đã có sổ hay chưa" in elsewhere_words(Elsewhere(unseen=("Lan", "Minh")))
