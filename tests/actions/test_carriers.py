"""An answer goes on the stick that brought the file, whatever the others are called."""

from pathlib import Path

from desktop.actions.carriers import Carried, answer_place
from tests.actions.senders import written
from tests.ui.board.superiors import sealed_superior, sender_for, trusted


def test_a_file_that_was_renamed_is_found_by_its_content(tmp_path: Path) -> None:
    with sealed_superior(tmp_path / "s") as desk:
        sender = sender_for(desk, "19701", "Phường Phú Xuân")
        path = trusted(desk, sender, tmp_path / "b")
        (tmp_path / "a").mkdir()
        asked = Carried(sender.sent[0].package_id, path.name)
        path.rename(path.with_name("bao-cao.s138"))
        assert answer_place(desk, [asked], [tmp_path / "a", tmp_path / "b"]) == tmp_path / "b"


def test_the_only_stick_is_offered_and_of_several_strange_ones_none(tmp_path: Path) -> None:
    with sealed_superior(tmp_path / "s") as desk:
        asked = Carried("0" * 64, "S138_19701_202609_0001.s138")
        places = [tmp_path / "a", tmp_path / "b"]
        for one in places:
            one.mkdir()
        assert answer_place(desk, [asked], places) is None
        assert answer_place(desk, [asked], places[:1]) == places[0]
        assert answer_place(desk, [asked], [tmp_path / "gone"]) == tmp_path / "gone"


def test_a_locked_file_is_known_by_its_name_where_none_can_be_opened(tmp_path: Path) -> None:
    with sealed_superior(tmp_path / "s") as desk:
        sender = sender_for(desk, "19701", "Phường Phú Xuân")
        sender.recipient = None
        path = written(tmp_path / "b", sender.package("2026-09"), passphrase="0" * 30)
        (tmp_path / "a").mkdir()
        asked = Carried("0" * 64, path.name)
        assert answer_place(desk, [asked], [tmp_path / "a", tmp_path / "b"]) == tmp_path / "b"
