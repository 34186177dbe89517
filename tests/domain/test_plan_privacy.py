"""A plan counts the commune, never a group, and names nobody."""

import pytest

from desktop.domain.plan_privacy import group_named, looks_like_person, private_problems

GROUPS = ("Tổ dân phố 1", "Thôn A Hưa", "Đông")


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("Người nghiện ma túy Tổ dân phố 1", "Tổ dân phố 1"),
        ("Người nghiện (THÔN A HƯA)", "Thôn A Hưa"),
        ("Người nghiện của thôn 3", "thôn 3"),
        ("Người nghiện Tổ dân phố 12", "Tổ dân phố 12"),
        ("Tổ dân phố có mô hình", ""),
        ("Sự kiện đông người", ""),
    ],
)
def test_a_count_of_a_single_group_is_known_by_its_label(label: str, found: str) -> None:
    assert group_named(label, GROUPS) == found


@pytest.mark.parametrize("text", ["Nguyễn Văn A", "001099012345", "0912 345 678", "bà Lê Thị Hoa"])
def test_names_and_numbers_of_people_are_seen(text: str) -> None:
    assert looks_like_person(f"Vận động {text}")


@pytest.mark.parametrize("text", ["Phường Lê Lợi", "Kế hoạch số 101/KH-UBND", "2.300 vụ năm 2021"])
def test_places_and_papers_are_no_people(text: str) -> None:
    assert not looks_like_person(text)


def test_a_group_stops_a_count_and_a_name_is_warned_of() -> None:
    lists = {
        "counts": [{"label": "Người nghiện thôn 3", "note": "Nguyễn Văn A"}],
        "objectives": [{"title": "Họp ở thôn 3"}],
        "tasks": "không phải danh sách",
    }
    found = [(one.code, one.path, one.warning) for one in private_problems(lists)]
    assert found == [
        ("count_of_group", "counts[0].label", False),
        ("looks_personal", "counts[0].note", True),
    ]
