"""``send``, ``verify``, ``receipt`` and ``connection`` as other programs call them."""

from hashlib import sha256
from pathlib import Path

import pytest

from desktop.exchange.keys import OwnKeys
from tests.actions.sending_making import Office
from tests.cli.conftest import Call

SENT = {"file", "sequence", "check_code", "bytes", "sha256", "passphrase"}


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def closed(filled: Call) -> Call:
    """The commune with October 2026 closed."""
    assert filled("close", "--period", "2026-10", "--accept-confirmations").code == 0
    return filled


@pytest.fixture
def office(closed: Call, stick: Path) -> Office:
    """A superior, connected by its file."""
    made = Office.new()
    file = stick.parent / "S138_ket-noi_46_0001.s138c"
    file.write_bytes(made.connection())
    answer = closed("receive", file, "--json")
    assert answer.code == 0, answer.err
    assert answer.json["connections"][0]["fingerprint"] == made.keys.public.fingerprint
    return made


def test_send_says_everything_of_the_file(closed: Call, office: Office, stick: Path) -> None:
    answer = closed("send", "--period", "2026-10", "--to", stick, "--json")
    assert answer.code == 0
    assert set(answer.json) >= SENT
    data = Path(answer.json["file"]).read_bytes()
    assert answer.json["bytes"] == len(data)
    assert answer.json["sha256"] == sha256(data).hexdigest()
    assert answer.json["sequence"] == 1
    assert answer.json["passphrase"] is None
    assert answer.json["check_code"] == office.read(Path(answer.json["file"])).check_code


def test_an_open_period_is_refused(filled: Call, stick: Path) -> None:
    answer = filled("send", "--period", "2026-10", "--to", stick)
    assert answer.code == 4
    assert "chưa chốt" in answer.err
    assert list(stick.iterdir()) == []


def test_a_passphrase_without_a_superior(closed: Call, stick: Path) -> None:
    made = closed("send", "--period", "2026-10", "--to", stick, "--json").json
    assert len(made["passphrase"].split("-")) == 7
    again = closed("send", "--period", "2026-10", "--to", stick, "--json").json
    assert {key: again[key] for key in SENT} == {key: made[key] for key in SENT}
    # The sender opens its own by what it keeps.
    assert closed("verify", made["file"], "--json").json["ours"]


def test_a_folder_that_is_not_there_is_refused_and_never_made(
    closed: Call, office: Office, tmp_path: Path
) -> None:
    assert office.number == 1
    for missing in (tmp_path / "KINGSTON", tmp_path / "a" / "b"):
        answer = closed("send", "--period", "2026-10", "--to", missing)
        assert answer.code == 3
        assert "USB chưa cắm" in answer.err
        assert not missing.exists()
    assert not (tmp_path / "a").exists()


def test_an_open_period_leaves_no_folder(closed: Call, tmp_path: Path) -> None:
    answer = closed("send", "--period", "2026-11", "--to", tmp_path / "gui-di")
    assert answer.code == 4
    assert not (tmp_path / "gui-di").exists()


def test_a_file_the_data_folder_and_no_name_are_no_place_for_files(
    closed: Call, office: Office, tmp_path: Path
) -> None:
    assert office.number == 1
    file = tmp_path / "tep"
    file.write_bytes(b"")
    for place, words in (
        (file, "Đây là tệp"),
        (tmp_path / "data", "thư mục dữ liệu"),
        ("", "--to"),
    ):
        answer = closed("send", "--period", "2026-10", "--to", place)
        assert answer.code == 2
        assert words in answer.err
    assert "USB" not in closed("send", "--period", "2026-10", "--to", file).out


def test_only_a_stick_may_be_pulled_out(
    closed: Call, office: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.actions import targets
    from desktop.exchange.drives import Drive

    assert office.number == 1
    plain = closed("send", "--period", "2026-10", "--to", stick).out
    assert "Đã ghi và kiểm tra" in plain
    assert "rút USB" not in plain
    drive = Drive(stick, "usb", "", "exfat", 1, 1, read_only=False, removable=True)
    monkeypatch.setattr(targets, "removable_drives", lambda _source=None: (drive,))
    assert "rút USB" in closed("send", "--period", "2026-10", "--to", stick).out
    again = closed("send", "--period", "2026-10", "--to", stick, "--json")
    assert again.json["removable"] is True


def test_a_fingerprint_that_does_not_fit_refuses_what_is_vouched_for(
    closed: Call, office: Office, stick: Path
) -> None:
    file = stick / "S138_ket-noi_46_0002.s138c"
    file.write_bytes(office.renewed())
    wrong = closed("receive", file, "--fingerprint", "11111-22222-33333-44444-55555")
    assert wrong.code == 4
    assert closed("connection", "--json").json["number"] == 1
    right = closed("receive", file, "--fingerprint", office.keys.public.fingerprint)
    assert right.code == 0
    assert closed("connection", "--json").json["number"] == 2


def test_other_keys_under_an_older_number_say_how_to_type_the_fingerprint(
    closed: Call, office: Office, stick: Path
) -> None:
    before = office.connection()
    renewed, after = stick / "S138_ket-noi_46_0003.s138c", stick / "S138_ket-noi_46_0002.s138c"
    renewed.write_bytes(office.renewed())
    assert closed("receive", renewed).code == 0
    after.write_bytes(before)
    answer = closed("receive", after)
    assert answer.code == 4
    assert "--fingerprint" in answer.out
    # Beside a file that is taken it is only an old one.
    assert closed("receive", renewed, after).code in (0, 1)


def test_a_stranger_says_how_to_type_the_fingerprint(
    closed: Call, office: Office, stick: Path
) -> None:
    assert office.number == 1
    file = stick / "S138_ket-noi_46_0009.s138c"
    file.write_bytes(Office.new().connection())
    answer = closed("receive", file)
    assert answer.code == 4
    assert "--fingerprint" in answer.out


def test_a_path_that_is_not_there_stops_none_that_is(
    closed: Call, office: Office, stick: Path
) -> None:
    file = stick / "S138_ket-noi_46_0002.s138c"
    file.write_bytes(office.connection())
    missing = stick / "khong-co"
    assert closed("receive", missing).code == 2
    answer = closed("receive", missing, file, "--json")
    assert answer.code == 1
    assert "khong-co" in answer.err
    assert [(one["file"], one["code"]) for one in answer.json["refused"]] == [
        (str(missing), "file_missing")
    ]
    assert [one["state"] for one in answer.json["connections"]] == ["newer"]


@pytest.mark.parametrize("words", [("--period", "2026-10"), ("--to", ".")])
def test_half_a_call_says_what_is_missing(closed: Call, words: tuple[str, str]) -> None:
    answer = closed("send", *words)
    assert answer.code == 2
    assert "--to" in answer.err or "--period" in answer.err


def test_without_words_it_lists_where_the_files_stand(closed: Call, stick: Path) -> None:
    assert closed("send").out == "2026-10\tchưa gửi\n"
    closed("send", "--period", "2026-10", "--to", stick)
    (row,) = closed("send", "--json").json["periods"]
    assert (row["period"], row["state"], row["sequence"]) == ("2026-10", "written", 1)


def test_a_file_that_waits_at_the_superior_is_not_listed_as_received(
    closed: Call, office: Office, stick: Path
) -> None:
    from desktop.exchange.receipt import ReceiptKind

    file = Path(closed("send", "--period", "2026-10", "--to", stick, "--json").json["file"])
    why = "Tệp đã đến, đang chờ đối chiếu: cấp trên chưa biết khóa ký của đơn vị."
    receipt = file.with_suffix(".s138r")
    receipt.write_bytes(office.answer(office.read(file), ReceiptKind.RECEIVED, (why, "")))
    taken = closed("receive", stick)
    # One state in one sentence: what waits there is not called received first.
    assert (taken.code, taken.out) == (0, f"Cấp trên chưa tính số liệu tháng 10/2026. {why}\n")
    assert closed("send").out == f"2026-10\tđã đến, chưa tính\n\t{why}\n"


def test_verify_tells_whole_damaged_and_foreign_files(
    closed: Call, office: Office, stick: Path, tmp_path: Path
) -> None:
    file = Path(closed("send", "--period", "2026-10", "--to", stick, "--json").json["file"])
    whole = closed("verify", file, "--json").json
    assert whole["whole"] is True
    assert whole["from"]["code"] == "19996"
    assert whole["for"] == office.keys.public.fingerprint
    assert "Tệp nguyên vẹn" in closed("verify", file).out
    data = file.read_bytes()
    damaged = tmp_path / "hong.s138"
    damaged.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    answer = closed("verify", damaged, "--json")
    assert (answer.code, answer.json["code"], answer.json["whole"]) == (4, "damaged", False)
    assert closed("verify", damaged).code == 4
    (tmp_path / "a.s138").write_bytes(b"text")
    assert closed("verify", tmp_path / "a.s138").code == 4
    assert closed("verify", tmp_path / "none.s138").code == 2


def test_a_wrong_passphrase_file_is_told(closed: Call, stick: Path, tmp_path: Path) -> None:
    file = closed("send", "--period", "2026-10", "--to", stick, "--json").json["file"]
    stranger = tmp_path / "other"
    new = ("new", "--name", "Xã A", "--code", "19999", "--superior", "Huế", "--no-password")
    assert closed(*new, data=stranger).code == 0
    assert closed("verify", file, data=stranger).code == 4
    words = tmp_path / "words.txt"
    words.write_text("12344-12344\n", encoding="utf-8")
    assert closed("verify", file, "--passphrase-file", words, data=stranger).code == 4
    assert closed("verify", file, "--passphrase-file", tmp_path / "no", data=stranger).code == 2


def test_a_code_over_the_telephone(closed: Call, office: Office, stick: Path) -> None:
    from desktop.exchange.receipt import ReceiptKind

    file = Path(closed("send", "--period", "2026-10", "--to", stick, "--json").json["file"])
    code = Office.code_by_telephone(office.read(file), ReceiptKind.ACCEPTED)
    answer = closed("receipt", "--period", "2026-10", "--code", code, "--json")
    assert (answer.code, answer.json["kind"]) == (0, "accepted")
    told = closed("receipt", "--period", "2026-10", "--code", code, "--remark", "Xem lại tổ 7")
    assert told.out.endswith("  - Xem lại tổ 7\n")
    assert closed("receipt", "--period", "2026-10", "--code", "1234 5678 9012").code == 4
    assert closed("receipt", "--period", "2026-10", "--code", "12").code == 2


def test_the_connection_is_shown_and_ended(closed: Call, office: Office) -> None:
    found = closed("connection", "--json").json
    assert found["connected"] is True
    assert found["fingerprint"] == office.keys.public.fingerprint
    assert found["practice"] is False
    assert "Thành phố Huế" in closed("connection").out
    assert closed("connection", "--new-keys", "--json").json["own_fingerprint"]
    assert closed("connection", "--forget", "--json").json["connected"] is False
    assert closed("connection", "--forget").code == 2


def test_a_file_with_keys_that_were_given_up_is_told_and_not_asked_for(
    closed: Call, office: Office, stick: Path
) -> None:
    old = stick / "cu.s138c"
    old.write_bytes(office.connection())
    office.keys = OwnKeys.new()
    new = stick / "moi.s138c"
    new.write_bytes(office.connection())
    fingerprint = office.keys.public.fingerprint
    assert closed("receive", new, "--fingerprint", fingerprint).code == 0
    told = closed("receive", old)
    assert (told.code, "Không dùng tệp này; hãy xóa đi." in told.out) == (4, True)
    assert "--fingerprint" not in told.out
    assert closed("receive", old, "--json").json["connections"][0]["given_up"] is True


def test_a_superior_that_nobody_compared_is_told_until_its_digits_are_typed(
    closed: Call, office: Office
) -> None:
    assert closed("connection", "--json").json["compared"] is False
    assert closed("status", "--period", "2026-10", "--json").json["superior_not_compared"] is True
    for told in (closed("connection"), closed("status", "--period", "2026-10")):
        assert "chưa được đối chiếu" in told.err
    wrong = closed("connection", "--fingerprint", "11111-22222-33333-44444-55555")
    assert (wrong.code, "Chưa thay đổi gì" in wrong.err) == (4, True)
    same = closed("connection", "--fingerprint", office.keys.public.fingerprint, "--json")
    assert (same.code, same.json["compared"]) == (0, True)
    assert "chưa được đối chiếu" not in closed("status", "--period", "2026-10").err
    assert "đã được đối chiếu" in closed("connection").out


def test_a_fingerprint_that_is_none_is_a_wrong_call_and_another_one_is_refused(
    closed: Call, office: Office, stick: Path
) -> None:
    file = stick / "moi.s138c"
    file.write_bytes(office.connection())
    for typed in ("x", "12345", f"{office.keys.public.fingerprint}-1"):
        wrong = closed("receive", file, "--fingerprint", typed)
        assert (wrong.code, len(wrong.err.splitlines())) == (2, 1)
        assert closed("connection", "--fingerprint", typed).code == 2
    other = "11111-22222-33333-44444-55555"
    assert closed("receive", file, "--fingerprint", other).code == 4


def test_a_connection_file_that_waits_is_told_with_the_month(
    closed: Call, office: Office, stick: Path
) -> None:
    assert closed("status", "--period", "2026-10", "--json").json["connection_waiting"] is None
    office.keys = OwnKeys.new()
    file = stick / "moi.s138c"
    file.write_bytes(office.connection())
    assert closed("receive", file).code == 4
    fingerprint = office.keys.public.fingerprint
    told = closed("status", "--period", "2026-10")
    assert f"đang chờ đối chiếu: {fingerprint}" in told.err
    found = closed("status", "--period", "2026-10", "--json").json
    assert found["connection_waiting"] == fingerprint


def test_what_was_done_stands_in_the_log(closed: Call, office: Office, stick: Path) -> None:
    assert office.number == 1
    closed("send", "--period", "2026-10", "--to", stick)
    said = closed("log").out
    for words in ("gửi cấp trên", "Kết nối với cấp trên", "Tạo khóa mới"):
        assert words in said
    assert closed("log", "--verify").code == 0


@pytest.mark.parametrize("plan", ["not toml [", ""])
def test_a_plan_of_the_superior_that_cannot_be_followed_is_said(
    closed: Call, tmp_path: Path, plan: str
) -> None:
    file = tmp_path / "S138_ket-noi_46_1.s138c"
    file.write_bytes(Office.new().connection(plan="x", plan_content=plan))
    taken = closed("receive", file, "--json")
    assert taken.code == 1
    (problem,) = taken.json["connections"][0]["problems"]
    assert problem["code"] == "plan_of_connection"
    assert "x" in problem["message"]
    told = closed("connection", "--json").json
    assert (told["plan"], told["plan_followed"]) == ("x", "hue-302")
    assert "theo kế hoạch x; đơn vị đang theo kế hoạch hue-302" in closed("connection").out


def test_without_the_practice_superior_no_fingerprint_of_practice_is_told(
    so138: Call, tmp_path: Path
) -> None:
    assert so138("sample", "--groups", "3", "--months", "2").code == 0
    before = so138("connection", "--json").json["own_fingerprint"]
    (tmp_path / "usb").mkdir()
    ended = so138("connection", "--forget")
    assert ended.code == 0
    assert before not in ended.out
    assert so138("connection", "--json").json["own_fingerprint"] is None
    call = ("send", "--period", "2026-09", "--to", tmp_path / "usb", "--json")
    assert so138(*call).json["fingerprint"] == so138("connection", "--json").json["own_fingerprint"]
