"""The words that lists are recognised by: data that can be reached."""

from desktop.domain.models import ModelStatus
from desktop.domain.sessions import SessionStatus
from desktop.sheets.vocabulary import ListKind, load_vocabulary


def test_every_heading_in_the_data_is_written_as_headings_are_compared() -> None:
    words = load_vocabulary()
    fields = [one for kind in ListKind for one in words.fields[kind]]
    written = {
        name
        for one in (*fields, words.ordinal, words.personal)
        for name in (*one.names, *one.parts, *one.weak)
    }
    assert {name for name in written if words.key(name) != name} == set()


def test_every_status_of_the_domain_has_its_words() -> None:
    words = load_vocabulary()
    assert set(words.statuses[ListKind.SESSIONS].values()) == {
        status.value for status in SessionStatus
    }
    assert set(words.statuses[ListKind.MODELS].values()) == {status.value for status in ModelStatus}


def test_every_kind_of_list_has_fields_it_cannot_do_without() -> None:
    words = load_vocabulary()
    assert [words.needed(kind) for kind in ListKind] == [
        ("name",),
        ("date", "groups"),
        ("name", "groups"),
        ("label",),
    ]
