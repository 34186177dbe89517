"""``plan list``, ``plan show`` and ``plan check`` as they are called."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call

BROKEN = """format = 1
id = "thu"
title = "Kế hoạch thử"
issuer = "Ban Chỉ đạo"

[[counts]]
id = "done"
label = "Đã làm"
unit = "người"
kind = "flow"

[[objectives]]
id = "1"
title = "Mục tiêu"
clause = "Mục 1"
quote = "Trích."
kind = "allocated"
numerator = "done"
target = -3
"""


def test_the_list_has_one_plan_a_line_and_needs_no_data_folder(so138: Call) -> None:
    answer = so138("plan", "list")
    assert answer.code == 0
    lines = [line.split("\t") for line in answer.out.splitlines()]
    assert [line[0] for line in lines] == [
        "hue-302",
        "hanoi-2012",
        "hanoi-2021",
        "hanoi-2025",
        "longbien-319",
    ]
    assert all(len(line) == 2 and line[1] for line in lines)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("hue-302", ("4a. Tuyên truyền ít nhất 01 lần/tháng", "Ngày ban hành: chưa rõ")),
        ("302/KH-UBND", ("Mục tiêu (16)", "directives: Văn bản chỉ đạo đã ban hành")),
        ("hanoi-2012", ("Thời hạn: 2013", "Cũng được ghi là: 07/KH-BCD, 07/KH-UBND")),
        ("hanoi-2021", ("Phòng PC04\t70\tđể trống", "Tổng\t2.300\t900", "Cách hiểu thứ hai")),
        ("hanoi-2025", ("nhiem-vu-9.", "Số: chưa rõ")),
        ("longbien-319", ("giảm 40 % so với [Mức độ phức tạp", "Cách hiểu thứ nhất")),
    ],
)
def test_a_plan_is_shown_in_words(so138: Call, name: str, words: tuple[str, ...]) -> None:
    answer = so138("plan", "show", name)
    assert answer.code == 0
    shown = answer.out.replace("\N{NO-BREAK SPACE}", " ")
    assert not [word for word in words if word not in shown]


def test_a_plan_that_nobody_knows_is_a_wrong_call(so138: Call) -> None:
    answer = so138("plan", "show", "xx")
    assert (answer.code, answer.out) == (2, "")
    assert "plan list" in answer.err


def test_a_good_file_is_told_what_it_holds(so138: Call, tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.toml"
    path.write_text(BROKEN.replace("-3", "3"), encoding="utf-8")
    answer = so138("plan", "check", path)
    assert (answer.code, answer.err) == (0, "")
    assert "1 mục tiêu, 1 số liệu hằng tháng" in answer.out


def test_a_broken_file_ends_with_2_and_says_file_line_and_key(so138: Call, tmp_path: Path) -> None:
    path = tmp_path / "hong.toml"
    path.write_text(BROKEN, encoding="utf-8")
    answer = so138("plan", "check", path)
    assert (answer.code, answer.out) == (2, "")
    line = BROKEN.split("\n").index("target = -3") + 1
    assert f"{path}: dòng {line}: objectives[0].target: phải là số ≥ 0" in answer.err


@pytest.mark.parametrize("content", [b"a = [", b"\xff", b"[[a]]\n" * 1000, b"a = " + b"[" * 50_000])
def test_a_hostile_file_ends_with_2(so138: Call, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "la.toml"
    path.write_bytes(content)
    answer = so138("plan", "check", path)
    assert (answer.code, answer.out) == (2, "")
    assert str(path) in answer.err


@pytest.mark.parametrize("place", ["/dev/zero", "/khong-co", "."])
def test_what_is_no_plain_file_is_never_read(so138: Call, place: str) -> None:
    answer = so138("plan", "check", place)
    assert (answer.code, answer.out) == (2, "")
    assert "không đọc được" in answer.err


@pytest.mark.parametrize("command", ["list", "show", "check"])
def test_every_command_explains_itself_with_an_example(so138: Call, command: str) -> None:
    answer = so138("plan", command, "--help")
    assert answer.code == 0
    assert f"so138 plan {command}" in answer.out.split("Ví dụ:")[1]


def test_plan_alone_lists_its_commands(so138: Call) -> None:
    assert so138("plan").code == 2
    answer = so138("plan", "--help")
    assert answer.code == 0
    assert all(name in answer.out.split("Các lệnh:")[1] for name in ("list", "show", "check"))
