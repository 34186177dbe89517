"""Merging from the command line: the rehearsal, the merger, and a commune whose folder is lost."""

import shutil
from pathlib import Path

import pytest

from desktop.db.slots import FLOOR
from tests.actions.merging_making import PASSWORD, lock
from tests.cli.conftest import MONTHS, SESSIONS, Answer, Call, Desks

OTHER = "buoi-hong-3-trai"


@pytest.fixture(autouse=True)
def _no_passwords_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SO138_PASSWORD", "SO138_NEW_PASSWORD", "SO138_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("desktop.actions.passwords.calibrated", lambda: FLOOR)


def ids(answer: Answer, kind: str) -> set[str]:
    return {one["id"] for one in answer.json[kind]}


@pytest.fixture
def samples(so138: Call, tmp_path: Path) -> tuple[Path, Path]:
    """Two practice communes."""
    folders = (tmp_path / "a", tmp_path / "b")
    for seed, folder in enumerate(folders, 1):
        made = so138(
            "sample", "--groups", "5", "--months", "3", "--seed", str(seed), data=folder
        )  # fmt: skip
        assert made.code == 0, made.err
    return folders


def test_a_rehearsal_says_what_would_come_and_writes_nothing(
    so138: Call, tmp_path: Path, samples: tuple[Path, Path]
) -> None:
    said = so138("merge", "--into", tmp_path / "new", *samples, "--dry-run")
    assert said.code == 0, said.err
    parts = said.out.split("\n\n")
    assert "chưa ghi gì" in parts[0]
    assert "đã chốt, chưa gửi: tháng 8/2026 và tháng 9/2026" in parts[1]
    assert "Cộng: 10 thôn, tổ dân phố" in said.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    seen = so138("merge", "--into", tmp_path / "new", *samples, "--dry-run", "--json").json
    assert (seen["written"], seen["month"], seen["valid_from"]) == (False, "2026-10", "2026-09-15")
    assert [one["name"] for one in seen["communes"]] == [
        "Phường Hương Thử (số liệu mẫu)",
        "Phường Hương Thử 2 (số liệu mẫu)",
    ]


def test_a_copy_whose_data_went_to_another_machine_is_no_source(
    so138: Call, tmp_path: Path, samples: tuple[Path, Path]
) -> None:
    assert so138("moved", "--to", "Máy mới của phường", data=samples[0]).code == 0
    for more in ((), ("--dry-run",)):
        said = so138("merge", "--into", tmp_path / "new", *samples, *more)
        assert said.code == 4
        assert "đã chuyển sang máy khác (Máy mới của phường)" in said.err
        assert str(samples[0]) in said.err
    assert not (tmp_path / "new").exists()
    assert so138("moved", "--back", data=samples[0]).code == 0
    assert so138("merge", "--into", tmp_path / "new", *samples, "--dry-run").code == 0


def test_a_folder_with_a_password_is_refused_in_words(
    so138: Call, tmp_path: Path, samples: tuple[Path, Path]
) -> None:
    lock(samples[1])
    said = so138("merge", "--into", tmp_path / "new", *samples)
    assert said.code == 4
    assert said.err.startswith(f"Thư mục có mật khẩu: {samples[1]}")
    assert not (tmp_path / "new").exists()
    words = tmp_path / "words.txt"
    words.write_text(f"{PASSWORD}\n", encoding="utf-8")
    said = so138("--password-file", words, "merge", "--into", tmp_path / "new", *samples)
    assert said.code == 2
    assert "--no-password" in said.err
    assert not (tmp_path / "new").exists()
    call = ("merge", "--into", tmp_path / "new", *samples, "--no-password")
    said = so138("--password-file", words, *call)
    assert said.code == 0, said.err
    assert "Thư mục mới mở không cần mật khẩu: ai có thư mục" in said.out


def test_communes_with_different_passwords_become_one_with_its_own(
    so138: Call, tmp_path: Path, samples: tuple[Path, Path]
) -> None:
    """The password file holds one a line; each is tried on each folder."""
    words, new_word = tmp_path / "words.txt", tmp_path / "new.txt"
    for folder, word in zip(samples, (PASSWORD, OTHER), strict=True):
        lock(folder, word)
    words.write_text(f"{OTHER}\n{PASSWORD}\n", encoding="utf-8")
    new_word.write_text("vuon-cam-moi-9\n", encoding="utf-8")
    new = tmp_path / "new"
    said = so138(
        "--password-file", words, "merge", "--into", new, *samples,
        "--new-password-file", new_word, "--officer", "Trần Văn An", "--json",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert said.json["password"] is True
    assert [one["password"] for one in said.json["communes"]] == [True, True]
    assert "recovery new" in said.err
    assert so138("groups", data=new).code == 4
    assert so138("--password-file", words, "groups", data=new).code == 4
    named = so138("--password-file", new_word, "officers", "--json", data=new).json["officers"]
    assert [(one["name"], one["role"]) for one in named] == [("Trần Văn An", "all")]


def test_on_a_terminal_each_password_is_asked_for_by_its_folder(
    so138: Call, tmp_path: Path, samples: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = dict(zip(samples, (PASSWORD, OTHER), strict=True))
    for folder, word in words.items():
        lock(folder, word)
    asked: list[str] = []

    def typed(text: str) -> str:
        asked.append(text)
        return next((word for folder, word in words.items() if str(folder) in text), "cam-moi-99")

    monkeypatch.setattr("desktop.commands.merging.asks", lambda: True)
    monkeypatch.setattr("desktop.commands.merging.asked_password", typed)
    monkeypatch.setattr("desktop.commands.calling.asked_password", typed)
    said = so138("merge", "--into", tmp_path / "new", *samples)
    assert said.code == 0, said.err
    assert asked[:2] == ["Mật khẩu mới", "Gõ lại mật khẩu mới"]
    assert asked[2:] == [f"Mật khẩu của {one}" for one in samples]
    assert so138("groups", data=tmp_path / "new").code == 4


@pytest.mark.parametrize("empty", ["--name", "--code", "--superior"])
def test_a_word_said_empty_does_not_mean_the_first_folders(
    so138: Call, tmp_path: Path, samples: tuple[Path, Path], empty: str
) -> None:
    said = so138("merge", "--into", tmp_path / "new", *samples, empty, " ")
    assert said.code == 2
    assert said.err.strip()
    assert not (tmp_path / "new").exists()


def test_two_answers_about_the_password_are_none(
    so138: Call, tmp_path: Path, samples: tuple[Path, Path]
) -> None:
    word = tmp_path / "new.txt"
    word.write_text("vuon-cam-moi-9\n", encoding="utf-8")
    call = ("merge", "--into", tmp_path / "new", *samples, "--no-password")
    assert so138(*call, "--new-password-file", word).code == 2


def test_unsent_months_are_named_before_the_communes(
    so138: Call, tmp_path: Path, samples: tuple[Path, Path]
) -> None:
    said = so138("merge", "--into", tmp_path / "new", *samples)
    assert said.code == 0
    unsent, communes = said.out.index("Các tháng cấp trên chưa có"), said.out.index("đơn vị cũ:")
    assert unsent < communes


def test_nothing_is_lost(so138: Call, tmp_path: Path, samples: tuple[Path, Path]) -> None:
    new = tmp_path / "new"
    done = so138(
        "merge", "--into", new, *samples, "--name", "Phường Hương Mới", "--code", "19990",
        "--decision", "1675/NQ-UBTVQH15",
    )  # fmt: skip
    assert done.code == 0, done.err
    for kind in ("groups", "models"):
        one, other, both = (ids(so138(kind, "--json", data=at), kind) for at in (*samples, new))
        assert both == one | other
        assert not one & other
    held = [
        ids(so138("sessions", "--period", "2026", "--json", data=at), "sessions")
        for at in (*samples, new)
    ]
    assert held[2] == held[0] | held[1]
    assert so138("check", "--deep", data=new).code in (0, 1)
    assert "nhập các xã, phường" in so138("log", data=new).out.casefold()
    report = (new / "merged" / "ket-qua-nhap.txt").read_text("utf-8")
    assert report.startswith("Đã sáp nhập thành Phường Hương Mới.")
    assert "xóa thư mục mới" in report
    assert "bấm" not in report, "there is no button at the command line"
    paper = so138(
        "report", "month", "--period", "2026-10", "--output", tmp_path / "b.pdf", data=new
    )
    assert paper.code == 0, paper.err


@pytest.mark.parametrize("text", ["superior", "superior:", ":19996", "superior:abc"])
def test_a_lost_folder_is_named_by_the_superiors_folder_and_the_code(
    so138: Call, tmp_path: Path, text: str
) -> None:
    said = so138("merge", "--into", tmp_path / "new", "--received", text)
    assert said.code == 2
    assert "dấu hai chấm" in said.err


@pytest.fixture
def sent(desks: Desks) -> Desks:
    """A superior that accepted two communes with both their months."""
    for unit in ("19996", "20001"):
        desks.commune(unit)
        for month in MONTHS:
            desks.send(unit, month)
    desks.receive(desks.stick)
    for unit in ("19996", "20001"):
        desks.accept(unit)
    return desks


def answer(desks: Desks, unit: str) -> None:
    """The superior's answers of now come back to a commune."""
    for path in desks.stick.glob("*.s138r"):
        path.unlink()
    desks.receive(desks.stick)
    assert desks.at(unit, "receive", desks.stick).code == 0


@pytest.fixture
def desks(so138: Call, tmp_path: Path) -> Desks:
    """A superior that waits for its communes."""
    made = Desks(so138, tmp_path)
    made.begin()
    return made


def test_a_lost_commune_comes_from_what_the_superior_received(sent: Desks) -> None:
    kept, lost = sent.root / "19996", sent.root / "20001"
    answer(sent, "19996")
    before = {
        kind: ids(sent.at("20001", *call, "--json"), kind)
        for kind, call in {
            "groups": ("groups",),
            "sessions": ("sessions", "--period", "2026"),
        }.items()
    }
    assert len(before["sessions"]) == len(SESSIONS) - 1
    shutil.rmtree(lost)
    new, superior = sent.root / "new", sent.root / "superior"
    done = sent.call(
        "merge", "--into", new, kept, "--received", f"{superior}:20001",
        "--name", "Phường Mới", "--code", "20100", "--from", "2026-10-01", "--json",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert [one["received"] for one in done.json["communes"]] == [False, True]
    assert unsent(done) == [[], []]
    assert before["groups"] < ids(sent.call("groups", "--json", data=new), "groups")
    held = sent.call("sessions", "--period", "2026", "--json", data=new)
    assert before["sessions"] < ids(held, "sessions")
    for month in MONTHS:
        duty = sent.call("status", "--period", month, "--json", data=new).json["groups"]
        alone = sent.at("19996", "status", "--period", month, "--json").json["groups"]
        assert (duty["met"], duty["due"]) == (2 * alone["met"], 2 * alone["due"])
    said = (new / "merged" / "ket-qua-nhap.txt").read_text("utf-8")
    assert "Không cho lại được: tên và điện thoại trưởng thôn" in said
    assert "mốc chuyển hóa địa bàn; dân số từng năm" in said
    assert len(list((new / "merged").glob("20001-*/*.db"))) == 1


def test_a_superior_without_the_commune_says_so(sent: Desks) -> None:
    place = sent.root / "superior"
    said = sent.call("merge", "--into", sent.root / "new", "--received", f"{place}:20002")
    assert said.code == 2
    assert "20002" in said.err
    commune = sent.root / "19996"
    said = sent.call("merge", "--into", sent.root / "new", "--received", f"{commune}:19996")
    assert said.code == 2
    assert "cấp trên" in said.err
    said = sent.call("merge", "--into", sent.root / "new", place, commune)
    assert said.code == 2
    assert "xã, phường" in said.err or "của xã" in said.err


def unsent(answer: Answer) -> list[list[tuple[str, str]]]:
    """The months of each commune that it is not known of that they count, with their state."""
    return [
        [(one["month"], one["state"]) for one in commune["unsent"]]
        for commune in answer.json["communes"]
    ]


def test_only_the_superiors_answer_says_that_it_has_a_month(desks: Desks) -> None:
    """A file written may lie on a stick that never came; one that waits does not count yet."""
    for unit in ("19996", "20001"):
        desks.commune(unit)
        desks.send(unit, MONTHS[0])
    rehearsal = (
        "merge", "--into", desks.root / "new", desks.root / "19996", desks.root / "20001",
        "--code", "20100", "--from", "2026-10-01", "--dry-run", "--json",
    )  # fmt: skip
    written, closed = (MONTHS[0], "written"), (MONTHS[1], "not_sent")
    assert unsent(desks.call(*rehearsal)) == [[written, closed]] * 2
    assert desks.receive(desks.stick).json["to_verify"]
    desks.at("19996", "receive", desks.stick)
    assert unsent(desks.call(*rehearsal)) == [[(MONTHS[0], "held"), closed], [written, closed]]
    said = desks.call(*rehearsal[:-1]).out
    assert "Cấp trên đã có đủ" not in said
    assert said.index("đã đến, cấp trên chưa tính: tháng 8/2026") < said.index("đơn vị cũ:")
    assert "đã ghi tệp, chưa có trả lời: tháng 8/2026" in said
    desks.accept("19996")
    answer(desks, "19996")
    assert unsent(desks.call(*rehearsal))[0] == [closed]


def test_a_month_given_back_is_named_of_a_lost_folder_too(sent: Desks) -> None:
    replied = sent.at_superior(
        "reply", "20001", "--period", MONTHS[1], "--returned", "--remark", "thiếu tổ 2",
        "--to", sent.stick,
    )  # fmt: skip
    assert replied.code == 0, replied.err
    said = sent.call(
        "merge", "--into", sent.root / "new", sent.root / "19996",
        "--received", f"{sent.root / 'superior'}:20001", "--from", "2026-10-01", "--dry-run",
        "--json",
    )  # fmt: skip
    assert unsent(said)[1] == [(MONTHS[1], "returned")]


def test_files_that_only_wait_are_told_with_the_way_to_accept_them(desks: Desks) -> None:
    for unit in ("19996", "20001"):
        desks.commune(unit)
    for month in MONTHS:
        desks.send("20001", month)
    desks.receive(desks.stick)
    said = desks.call(
        "merge", "--into", desks.root / "new", desks.root / "19996",
        "--received", f"{desks.root / 'superior'}:20001", "--from", "2026-10-01",
    )  # fmt: skip
    assert said.code == 2
    assert "còn 2 tệp của đơn vị này chờ đối chiếu" in said.err
    assert "accept 20001 --code" in said.err
    assert not (desks.root / "new").exists()


def test_months_that_the_superior_never_got_are_told_of_a_lost_folder(sent: Desks) -> None:
    said = sent.call(
        "merge", "--into", sent.root / "new", sent.root / "19996",
        "--received", f"{sent.root / 'superior'}:20001", "--from", "2026-11-01", "--dry-run",
        "--json",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert unsent(said) == [
        [*((month, "written") for month in MONTHS), ("2026-10", "not_closed")],
        [("2026-10", "not_received")],
    ]


def test_months_that_wait_or_never_came_are_named_before_anything_of_a_lost_folder(
    desks: Desks,
) -> None:
    for unit in ("19996", "20001"):
        desks.commune(unit)
    shutil.copytree(desks.root / "20001", desks.root / "clone")
    for month in MONTHS:
        desks.send("19996", month)
    # Only the later month came; the earlier one waits, sent from a copy of the folder.
    desks.send("20001", MONTHS[1])
    desks.receive(desks.stick)
    desks.accept("19996")
    desks.accept("20001", MONTHS[1])
    waits = desks.root / "waits"
    desks.send("clone", MONTHS[0], waits)
    assert desks.receive(waits).json["to_verify"]
    call = (
        "merge", "--into", desks.root / "new", desks.root / "19996",
        "--received", f"{desks.root / 'superior'}:20001", "--from", "2026-11-01",
    )  # fmt: skip
    rehearsed = desks.call(*call, "--dry-run", "--json").json["communes"][1]
    assert [(one["month"], one["state"]) for one in rehearsed["unsent"]] == [
        ("2026-08", "waiting"),
        ("2026-10", "not_received"),
    ]
    said = desks.call(*call).out
    assert said.index("chờ cấp trên đối chiếu") < said.index("đơn vị cũ:")
    assert "tháng 8/2026" in said[said.index("chờ cấp trên đối chiếu") :].splitlines()[0]


def test_months_before_the_first_one_received_are_named_as_never_received(desks: Desks) -> None:
    for unit in ("19996", "20001"):
        desks.commune(unit)
        desks.send(unit, MONTHS[1])
    desks.receive(desks.stick)
    for unit in ("19996", "20001"):
        desks.accept(unit, MONTHS[1])
    lost = desks.call(
        "merge", "--into", desks.root / "new", desks.root / "19996",
        "--received", f"{desks.root / 'superior'}:20001", "--from", "2026-10-01", "--dry-run",
        "--json",
    ).json["communes"][1]  # fmt: skip
    assert [(one["month"], one["state"]) for one in lost["unsent"]] == [("2026-08", "not_received")]


def test_an_unconnected_communes_receipt_tells_the_merger_what_it_is_worth(desks: Desks) -> None:
    """No superior is known that could have signed it: held stays held, and its code is no more."""
    stick = desks.root / "without_connection_file"
    stick.mkdir()
    for unit in ("19996", "20001"):
        desks.commune(unit)
        desks.at(unit, "connection", "--forget")
        sent = desks.at(unit, "send", "--period", MONTHS[0], "--to", stick, "--json").json
        line = desks.root / "line.txt"
        line.write_text(sent["passphrase"], "utf-8")
        desks.at("superior", "receive", stick, "--passphrase-file", line)
    code = sent["check_code"]
    rehearsal = (
        "merge", "--into", desks.root / "new", desks.root / "19996", desks.root / "20001",
        "--code", "20100", "--from", "2026-10-01", "--dry-run", "--json",
    )  # fmt: skip
    for unit in ("19996", "20001"):
        taken = desks.at(unit, "receive", stick)
        assert taken.code == 1
        assert "chưa tính" in taken.out
        assert "đã tiếp nhận" not in taken.out + desks.at(unit, "send").out
    closed = (MONTHS[1], "not_sent")
    assert unsent(desks.call(*rehearsal)) == [[(MONTHS[0], "held"), closed]] * 2
    desks.at("superior", "accept", "20001", "--code", code, "--to", stick)
    desks.at("20001", "receive", stick)
    assert "chưa rõ đã tính" in desks.at("20001", "send").out
    assert unsent(desks.call(*rehearsal))[1] == [(MONTHS[0], "by_code"), closed]


def test_a_merger_of_nothing_and_of_one_folder_twice_are_told_in_short(desks: Desks) -> None:
    for more in ((), ("--dry-run",)):
        said = desks.call("merge", "--into", desks.root / "new", *more)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith(
            "Phải có từ hai đơn vị trở lên mới sáp nhập được. Hãy ghi thư mục"
        )
        assert said.err.count("\n") == 1
    desks.commune("19996")
    folder = desks.root / "19996"
    twice = desks.call("merge", "--into", desks.root / "new", folder, folder, "--dry-run")
    assert twice.code == 2
    assert twice.err.count("đã chốt, chưa gửi") == 1


def test_what_a_lost_folder_kept_for_itself_is_not_said_to_have_come_whole(sent: Desks) -> None:
    place = sent.root / "superior"
    said = sent.call(
        "merge", "--into", sent.root / "new", sent.root / "19996",
        "--received", f"{place}:20001", "--code", "20100", "--dry-run",
    )  # fmt: skip
    assert "Mọi thôn, tổ dân phố, buổi" not in said.out
    assert "Của các đơn vị đọc được thư mục, mọi thôn" in said.out
