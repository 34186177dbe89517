"""The page of results keeps the last run of each length: a short one never stands for all."""

from tests.faults.__main__ import SECTIONS, TITLE, Line, a_tenth, page
from tests.faults.kinds import Count, Fault, Job


def written(kept: str, tried: int, option: str) -> str:
    line = Line(Fault.KILL, Count(tried, 0), Count(tried, tried))
    return page(kept, [line], seconds=60, option=option)


def test_each_length_of_run_has_its_own_table_and_the_shortest_comes_first() -> None:
    found = written(written("", 1000, " --all"), 100, "")
    assert found.startswith(TITLE)
    assert found.index(SECTIONS[""]) < found.index(" 100 ") < found.index(SECTIONS[" --all"])
    assert " 1,000 " in found.partition(SECTIONS[" --all"])[2]


def test_a_run_takes_the_place_of_the_last_of_its_length_alone() -> None:
    before = written(written(written("", 1000, " --all"), 500, " --tenth"), 100, "")
    after = written(before, 777, " --tenth")
    assert after == before.replace("| 500 ", "| 777 ")
    assert written(after, 777, " --tenth") == after


def test_a_page_without_headings_gives_way() -> None:
    assert written("# Faults\n\n| old |\n", 100, "") == written("", 100, "")


def test_a_tenth_has_a_part_of_every_fault() -> None:
    wanted = [
        Job(fault, 5, part) for fault in Fault for part in range(4 if fault is Fault.KILL else 30)
    ]
    found = a_tenth(wanted)
    assert {job.fault for job in found} == set(Fault)
    assert sum(job.fault is Fault.CUT for job in found) == 3
    assert found == a_tenth(wanted)
