"""What opens the data key: passwords, the recovery sheet, and what is not what it says it is."""

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from desktop.db import keys, slots
from desktop.db.errors import (
    KeyFileDamagedError,
    NewerSlotError,
    PasswordNeededError,
    SheetMistypedError,
    WrongPasswordError,
    WrongSheetError,
)
from desktop.db.slots import CEILING, FLOOR, Hardness, Password, Sheet
from desktop.db.wrapping import Slot

ROOT = Path(__file__).resolve().parents[2]
DATA_KEY = bytes(range(32))
WORD = "Mật khẩu của Bình"
DIGITS = "0123456789" * 4


def officer(
    password: str = WORD, *, officer_id: str = "o1", label: str = "Bình", **other: str
) -> Slot:
    slot = slots.officer_slot(
        DATA_KEY, password, officer_id=officer_id, label=label, hardness=FLOOR
    )
    return {**slot, **other}


def sheet(digits: str = DIGITS) -> Slot:
    return slots.recovery_slot(DATA_KEY, digits, slot_id="s1", number=1, made_on="2026-10-01")


def side_file(*held: Slot) -> keys.SideFile:
    return keys.side_file_of(DATA_KEY, *held)


def test_the_password_opens_and_says_whose_slot_it_was() -> None:
    opening = keys.unlock(side_file(officer("other", officer_id="o0"), officer()), Password(WORD))
    assert (opening.data_key, opening.slot_id) == (DATA_KEY, "o1")


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_form_of_the_letters_does_not_matter(form: str) -> None:
    typed = unicodedata.normalize(form, WORD)  # type: ignore[arg-type]
    assert keys.unlock(side_file(officer()), Password(typed)).data_key == DATA_KEY


@pytest.mark.parametrize("typed", ["", WORD.lower(), WORD + " ", "\udcff", "x" * 100_000])
def test_another_password_is_wrong_and_nothing_is_called_damaged(typed: str) -> None:
    with pytest.raises(WrongPasswordError) as caught:
        keys.unlock(side_file(officer()), Password(typed))
    assert caught.value.code == "wrong_password"


def test_the_password_of_another_officer_does_not_open_the_slot_that_was_chosen() -> None:
    both = side_file(officer("first-one", officer_id="o0"), officer())
    with pytest.raises(WrongPasswordError):
        keys.unlock(both, Password(WORD, "o0"))
    assert keys.unlock(both, Password(WORD, "o1")).slot_id == "o1"


def test_without_a_password_the_names_are_said_and_nothing_opens() -> None:
    with pytest.raises(PasswordNeededError) as caught:
        keys.unlock(side_file(officer(label="Lê Thị Bình"), sheet()))
    assert caught.value.details == {"labels": "Lê Thị Bình"}


def test_what_opens_by_itself_opens_whatever_a_script_gives() -> None:
    itself = keys.self_opening_side_file(DATA_KEY, slot_id="i")
    assert keys.unlock(itself, Password("anything")).data_key == DATA_KEY


def test_neither_password_nor_key_stands_in_the_side_file_or_in_what_is_shown() -> None:
    held = side_file(officer(), sheet())
    opening = keys.unlock(held, Password(WORD))
    said = keys.side_file_bytes(held).decode("ascii") + repr((opening, Password(WORD)))
    assert WORD not in said
    assert DIGITS not in said + repr(Sheet(DIGITS))
    assert DATA_KEY.hex() not in said
    assert repr(DATA_KEY) not in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_kib", str(CEILING.memory_kib + 1)),
        ("memory_kib", "99999999999999999999"),
        ("memory_kib", "8"),
        ("iterations", "21"),
        ("iterations", "1"),
        ("iterations", "-2"),
        ("iterations", "٢"),
        ("lanes", "17"),
        ("lanes", "0"),
        ("salt", "not base64"),
        ("nonce", ""),
        ("wrapped", "AAAA"),
    ],
)
def test_a_slot_that_asks_for_too_much_or_makes_no_sense_is_damaged_and_derives_nothing(
    name: str, value: str
) -> None:
    with pytest.raises((KeyFileDamagedError, WrongPasswordError)) as caught:
        keys.unlock(side_file({**officer(), name: value}), Password(WORD))
    assert caught.value.code == ("wrong_password" if name == "wrapped" else "key_file_damaged")


def costly(password: str, hardness: Hardness, *, officer_id: str = "o9") -> Slot:
    """A slot that says it asks for that much; whoever tries it derives in earnest."""
    return {
        **officer(password, officer_id=officer_id),
        "memory_kib": str(hardness.memory_kib),
        "iterations": str(hardness.iterations),
    }


def test_a_slot_that_asks_for_more_than_is_ever_written_derives_nothing() -> None:
    assert CEILING.work > slots.MOST_OF_SLOT
    with pytest.raises(KeyFileDamagedError):
        keys.unlock(side_file(costly(WORD, CEILING)), Password(WORD))


def test_many_costly_slots_neither_shut_out_nor_keep_the_machine_busy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spent: list[int] = []
    derive = slots._password_key

    def counted(password: str, salt: bytes, hardness: Hardness) -> bytes:
        spent.append(hardness.work)
        return derive(password, salt, FLOOR)

    monkeypatch.setattr(slots, "_password_key", counted)
    most = Hardness(slots.MOST_OF_SLOT // 20, 20)
    many = [costly("x", most, officer_id=f"h{one}") for one in range(150)]
    held = side_file(*many, officer())
    spent.clear()
    assert keys.unlock(held, Password(WORD)).slot_id == "o1"
    assert spent == [FLOOR.work]
    spent.clear()
    with pytest.raises(WrongPasswordError):
        keys.unlock(held, Password("wrong-one"))
    assert sum(spent) <= slots.MOST_OF_TRY


def test_where_nothing_fits_a_way_of_a_newer_program_is_said() -> None:
    held = side_file(officer(), {"kind": "card", "id": "c1"})
    with pytest.raises(NewerSlotError):
        keys.unlock(held, Password("wrong-one"))
    assert keys.unlock(held, Password(WORD)).slot_id == "o1"


def test_a_damaged_slot_does_not_shut_the_other_officers_out() -> None:
    bad = {**officer("first-one", officer_id="o0"), "memory_kib": "none"}
    assert keys.unlock(side_file(bad, officer()), Password(WORD)).slot_id == "o1"
    with pytest.raises(WrongPasswordError):
        keys.unlock(side_file(bad, officer()), Password("wrong-one"))


@pytest.mark.parametrize("name", ["id", "kind", "salt", "memory_kib", "iterations", "nonce"])
def test_a_header_that_was_changed_does_not_open(name: str) -> None:
    changed = {"id": "o2", "kind": "other", "memory_kib": "19457", "iterations": "3"}
    text = changed.get(name, officer(officer_id="o3")[name])
    with pytest.raises(WrongPasswordError):
        keys.unlock(side_file({**officer(), name: text}), Password(WORD))


def test_a_label_may_be_changed_by_who_does_not_know_the_password() -> None:
    assert keys.unlock(side_file({**officer(), "label": "Bình mới"}), Password(WORD)).slot_id


def test_a_key_that_is_not_this_stores_is_damage() -> None:
    other = keys.SideFile(keys.side_file_of(b"k" * 32, officer()).key_check, (officer(),))
    with pytest.raises(KeyFileDamagedError):
        keys.unlock(other, Password(WORD))


def test_changing_slots_keeps_kinds_that_are_not_known() -> None:
    held = side_file({"kind": "card", "id": "o1"}, officer(), sheet())
    changed = held.changed(drop=lambda _slot: True, add=[officer("another-one")])
    assert changed.slots[0] == {"kind": "card", "id": "o1"}
    assert [slot["kind"] for slot in changed.slots] == ["card", "officer"]


def test_the_sheet_opens_however_it_is_typed() -> None:
    groups = slots.sheet_groups(DIGITS)
    assert [len(group) for group in groups] == [5] * 10
    for typed in ("-".join(groups), " ".join(groups), "".join(groups), "\n".join(groups) + "\n"):
        assert keys.unlock(side_file(officer(), sheet()), Sheet(typed)).slot_id == "s1"


def test_every_wrong_digit_of_the_sheet_names_its_group() -> None:
    groups = slots.sheet_groups(DIGITS)
    for place, group in enumerate(groups):
        for at in range(5):
            wrong = group[:at] + str((int(group[at]) + 1) % 10) + group[at + 1 :]
            typed = "-".join((*groups[:place], wrong, *groups[place + 1 :]))
            with pytest.raises(SheetMistypedError) as caught:
                slots.read_sheet(typed)
            assert caught.value.details == {"group": str(place + 1)}


def test_groups_that_changed_places_and_missing_groups_are_told() -> None:
    groups = slots.sheet_groups("1234" * 10)
    swapped = (groups[1], groups[0], *groups[2:])
    for typed, group in (("".join(swapped), "1"), ("".join(groups[:9]), "10"), ("", "1")):
        with pytest.raises(SheetMistypedError) as caught:
            slots.read_sheet(typed)
        assert caught.value.details == {"group": group}


@pytest.mark.parametrize("typed", ["abcde" * 10, "１" * 50, "٣" * 50, "0" * 51, "😀"])
def test_what_are_no_digits_of_a_sheet_is_mistyped(typed: str) -> None:
    with pytest.raises(SheetMistypedError):
        slots.read_sheet(typed + "x")


def test_a_well_typed_sheet_that_is_void_is_another_sheet() -> None:
    void = "-".join(slots.sheet_groups("9876543210" * 4))
    for held in (side_file(officer(), sheet()), side_file(officer())):
        with pytest.raises(WrongSheetError):
            keys.unlock(held, Sheet(void))


def test_the_digits_of_sheets_are_random_and_many() -> None:
    made = {slots.new_sheet_digits() for _ in range(200)}
    assert len(made) == 200
    assert {len(one) for one in made} == {40}
    assert 10**slots.SHEET_DIGITS > 2**128


@pytest.mark.parametrize(
    ("speed", "least", "most"),
    [(1.0, 0.3, 0.8), (0.2, 0.3, 0.8), (0.1, 0.3, 0.8), (5.0, 0.3, 0.8), (20.0, 0.3, 1.0)],
)
def test_the_derivation_is_as_hard_as_the_machine_bears(
    speed: float, least: float, most: float
) -> None:
    def seconds_of(hardness: Hardness) -> float:
        return hardness.memory_kib * hardness.iterations / (64 * 1024 * 2) * 0.1 * speed

    found = slots.calibrated(seconds_of)
    assert least <= seconds_of(found) <= most
    assert found.memory_kib >= FLOOR.memory_kib
    assert found.iterations >= FLOOR.iterations


def test_a_machine_that_is_far_too_slow_gets_the_floor_and_no_less() -> None:
    assert slots.calibrated(lambda _hardness: 60.0) == FLOOR


def test_the_floor_and_the_calibrated_one_are_what_a_reader_takes() -> None:
    found = slots.calibrated()
    for name in ("memory_kib", "iterations", "lanes"):
        assert getattr(FLOOR, name) <= getattr(found, name) <= getattr(CEILING, name)


def test_opening_a_store_does_not_load_the_rules_of_figures() -> None:
    code = (
        "import desktop.actions.setup, sys; "
        "assert not {'desktop.domain.snapshot', 'cryptography'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
