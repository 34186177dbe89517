"""The shipped entries of the editable lists."""

import pytest

from desktop.domain.commune import ListName
from desktop.domain.shipped_lists import ShippedEntry, parse_all_shipped, parse_shipped
from desktop.domain.text import identity_key, nfc
from desktop.paths import resource


@pytest.fixture(scope="module")
def entries() -> tuple[ShippedEntry, ...]:
    return parse_all_shipped(path.read_bytes() for path in sorted(resource("lists").glob("*.toml")))


def test_every_list_is_shipped_and_no_label_twice(entries: tuple[ShippedEntry, ...]) -> None:
    assert {entry.list for entry in entries} == set(ListName)
    spelled = [
        (entry.list, key)
        for entry in entries
        for key in {identity_key(word) for word in (entry.label, *entry.synonyms)}
    ]
    assert len(spelled) == len(set(spelled))


def test_labels_are_nfc_and_positions_follow_the_file(entries: tuple[ShippedEntry, ...]) -> None:
    assert all(entry.label == nfc(entry.label) for entry in entries)
    formats = [entry.position for entry in entries if entry.list is ListName.FORMAT]
    assert formats == list(range(len(formats)))


def test_what_would_name_people_is_sensitive(entries: tuple[ShippedEntry, ...]) -> None:
    sensitive = {entry.label for entry in entries if entry.sensitive}
    assert {"CLB B93", "Người sau cai và gia đình"} <= sensitive
    assert "Nhân dân" not in sensitive


def test_only_drug_prevention_topics_count(entries: tuple[ShippedEntry, ...]) -> None:
    topics = {
        entry.label: entry.drug_prevention for entry in entries if entry.list is ListName.TOPIC
    }
    assert topics["Luật Phòng, chống ma túy"]
    assert not topics["An toàn giao thông"]


@pytest.mark.parametrize(
    "content", [b"", b"list = 'other'\n[[entry]]\nlabel='x'", b"list='topic'\n[[entry]]\nlabel=''"]
)
def test_malformed_data_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_shipped(content)
