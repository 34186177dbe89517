"""The board from the command line: what stands between the totals and being whole."""

from desktop.exchange.connection import open_connection
from tests.actions.senders import Sender
from tests.cli.conftest import Desks

MONTH = "2026-09"


def sends(desks: Desks, *owners: tuple[str, str]) -> None:
    """Units send a month and their keys are accepted; each reports the groups of some unit."""
    (file,) = desks.stick.glob("*.s138c")
    public = open_connection(file.read_bytes()).keys
    for code, owner in owners:
        sender = Sender(code, public, name=f"Xã {code}", owner=owner)
        desks.receive(sender.send(desks.root / code, MONTH))
        done = desks.at_superior("accept", code, "--code", sender.sent[0].check_code)
        assert done.code == 0, done.err


def test_groups_that_two_units_report_are_said_with_what_to_do(desks: Desks) -> None:
    sends(desks, ("20001", "20001"), ("19996", "20001"))
    said = desks.at_superior("board", "--period", MONTH)
    assert said.code == 1
    (line,) = [one for one in said.out.splitlines() if "cộng hai lần" in one]
    assert line.startswith("Xã A: có 2 thôn, tổ dân phố cũng nằm trong báo cáo của")
    assert "Hãy lấy danh sách nhập đơn vị, hoặc bỏ một tệp ra." in line
    (pair,) = desks.at_superior("board", "--period", MONTH, "--json").json["shared_groups"]
    assert (pair["unit"]["code"], pair["other"]["code"], pair["groups"]) == ("20001", "19996", 2)
    odd = desks.at_superior("board", "--period", MONTH, "--odd")
    assert odd.out.count("cộng hai lần") == 1


def test_of_several_pairs_the_first_is_said_and_how_many_more(desks: Desks) -> None:
    sends(desks, ("20001", "20001"), ("19996", "20001"), ("20099", "20001"))
    said = desks.at_superior("board", "--period", MONTH).out
    assert said.count("cộng hai lần") == 1
    assert (
        f"Còn 1 cặp đơn vị nữa trùng thôn, tổ dân phố; xem tất cả: so138 board --period {MONTH}"
        in said
    )


def test_units_with_groups_of_their_own_are_not_spoken_of(desks: Desks) -> None:
    sends(desks, ("20001", "20001"), ("19996", "19996"))
    said = desks.at_superior("board", "--period", MONTH)
    assert "cộng hai lần" not in said.out
    assert desks.at_superior("board", "--period", MONTH, "--json").json["shared_groups"] == []
