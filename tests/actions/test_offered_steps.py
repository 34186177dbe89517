"""At a superior no step back is offered that would be refused, and none names a command."""

from pathlib import Path

from desktop.actions.connecting import ConnectionWords, change_connection_words, write_connection
from desktop.actions.safety import offered_steps, undo
from desktop.actions.setup import Sources
from desktop.wording import problem_text
from tests.actions.units_making import superior_desk, units_named


def test_what_lies_before_a_connection_file_is_not_offered_to_be_undone(
    tmp_path: Path, sources: Sources
) -> None:
    (tmp_path / "stick").mkdir()
    with superior_desk(tmp_path / "data", sources, units_named(2)) as desk:
        assert change_connection_words(desk, ConnectionWords("cấp thành phố", "")).done
        assert offered_steps(desk).undo is not None
        assert write_connection(desk, tmp_path / "stick").done
        assert offered_steps(desk).undo is None
        refused = undo(desk)
        assert [one.code for one in refused.problems] == ["step_before_exchange"]
        assert "so138" not in problem_text(refused.problems[0])
