"""Several accounts on one PC: an empty folder never hides a register that lies elsewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import paths, pc_accounts
from desktop.actions.accounts import (
    Elsewhere,
    known_elsewhere,
    mark_account,
    mark_every_account,
    shared_among_accounts,
)
from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.passwords import FirstOfficer, turn_password_on
from desktop.actions.sample import make_sample
from desktop.actions.setup import Sources, open_desk
from desktop.actions.terms import PasswordNeededError


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an account on a PC like those of Windows; it holds nothing yet."""
    for name in ("SO138_DATA", "SO138_HOME", "SO138_ACCOUNTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PROGRAMDATA", str(tmp_path / "all"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "first"))
    return paths.own_data_folder()


def test_on_a_new_pc_nothing_is_known(account: Path) -> None:
    assert not known_elsewhere(account)


def test_a_register_for_all_accounts_is_found(account: Path, tmp_path: Path) -> None:
    shared = tmp_path / "all" / "So138"
    make_sample(shared, groups=1, months=1)
    assert known_elsewhere(account) == Elsewhere(shared)
    assert shared_among_accounts(shared)
    assert not shared_among_accounts(account)


def test_an_empty_shared_folder_is_no_register(account: Path, tmp_path: Path) -> None:
    (tmp_path / "all" / "So138").mkdir(parents=True)
    assert not known_elsewhere(account)


def test_a_shared_folder_that_is_empty_leads_back_to_the_accounts_own(
    account: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_sample(account, groups=1, months=1)
    monkeypatch.setenv("SO138_HOME", str(tmp_path))
    (tmp_path / "so138.ini").write_text("[data]\nfolder=%PROGRAMDATA%/So138\n", encoding="utf-8")
    assert known_elsewhere(tmp_path / "all" / "So138") == Elsewhere(account)


def test_another_accounts_own_register_is_known_by_its_mark(
    account: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_sample(account, groups=1, months=1)
    assert not known_elsewhere(account)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "second"))
    assert known_elsewhere(paths.own_data_folder()) == Elsewhere(other_account=True)


def test_a_locked_register_is_known_though_nobody_opened_it(
    account: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = Sources(SystemClock(), RandomIds())
    with monkeypatch.context() as before:
        before.delenv("PROGRAMDATA")  # as one that an older version made
        make_sample(account, groups=1, months=1)
        with open_desk(account, sources=sources) as desk:
            turn_password_on(desk, FirstOfficer("Lan", "mật khẩu dài để thử"))
    with pytest.raises(PasswordNeededError):
        open_desk(account, sources=sources)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "second"))
    assert known_elsewhere(paths.own_data_folder()) == Elsewhere(other_account=True)


def test_a_mark_names_nobody(account: Path, tmp_path: Path) -> None:
    make_sample(account, groups=1, months=1)
    (mark,) = (tmp_path / "all" / "So138-tai-khoan").iterdir()
    assert mark.read_bytes() == b""
    assert "first" not in mark.name


def test_a_folder_that_is_not_the_accounts_own_or_is_empty_leaves_no_mark(
    account: Path, tmp_path: Path
) -> None:
    make_sample(tmp_path / "elsewhere", groups=1, months=1)
    mark_account(account)
    assert not (tmp_path / "all" / "So138-tai-khoan").exists()


def test_a_folder_that_was_named_by_hand_is_meant(account: Path, tmp_path: Path) -> None:
    make_sample(tmp_path / "all" / "So138", groups=1, months=1)
    assert not known_elsewhere(tmp_path / "named")


PEOPLE, SYSTEM = "S-1-5-21-1-2-3-1001", "S-1-5-18"
NameAccount = Callable[..., Path]


@pytest.fixture
def named(account: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NameAccount:
    """Makes Windows list one more account; the value is the folder of its own register."""
    del account
    listed: list[tuple[str, Path]] = [(PEOPLE, Path.home())]
    monkeypatch.setattr(pc_accounts, "listed_homes", lambda: iter(listed))

    def name(account: str, *, sid: str = PEOPLE) -> Path:
        listed.append((sid, tmp_path / "users" / account))
        return pc_accounts.own_data_of(listed[-1][1])

    return name


def begun_before_marks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.delenv("PROGRAMDATA")
        make_sample(folder, groups=1, months=1)


def closed_to_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows does it: of what is there nothing is told, of what is not, that it is not."""
    told = Path.stat

    def stat(path: Path, **ways: bool) -> object:
        found = told(path, **ways)
        if path.is_relative_to(folder):
            raise PermissionError(13, "closed")
        return found

    monkeypatch.setattr(Path, "stat", stat)


def test_a_register_that_no_version_marked_is_seen_where_the_account_may_look(
    account: Path, named: NameAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun_before_marks(named("Lan"), monkeypatch)
    assert known_elsewhere(account) == Elsewhere(other_account=True)


def test_of_a_closed_account_it_is_said_that_it_may_have_one(
    account: Path, named: NameAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = named("Lan")
    begun_before_marks(folder, monkeypatch)
    named("Minh")
    closed_to_others(folder, monkeypatch)
    assert known_elsewhere(account) == Elsewhere(unseen=("Lan",))


def test_accounts_without_a_register_and_those_of_the_system_are_not_spoken_of(
    account: Path, named: NameAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    named("Lan")
    begun_before_marks(named("systemprofile", sid=SYSTEM), monkeypatch)
    assert not known_elsewhere(account)


def test_who_sets_up_the_pc_marks_the_registers_of_all_accounts(
    account: Path, named: NameAccount, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun_before_marks(named("Lan"), monkeypatch)
    named("Minh")
    mark_every_account()
    assert len(list((tmp_path / "all/So138-tai-khoan").iterdir())) == 1
    monkeypatch.setattr(pc_accounts, "listed_homes", lambda: iter(()))
    assert known_elsewhere(account) == Elsewhere(other_account=True)
