"""A committee's version of a form: the same keys and fields, and nothing that breaks a paper."""

import pytest

from desktop.domain.form_checks import FormReading, read_form_texts

SHIPPED = {"kind": "BÁO CÁO", "outreach.held": "Tổ chức {sessions} buổi.", "counts.unit": "cuộc"}
OWN = """# Mẫu riêng.
kind = "BÁO CÁO TÓM TẮT"

[outreach]
held = "Đã mở {sessions} buổi."

[counts]
unit = "cuộc"
"""


def read(content: str | bytes) -> FormReading:
    data = content if isinstance(content, bytes) else content.encode()
    return read_form_texts(SHIPPED, data, is_fixed=lambda key: key == "counts.unit")


def test_a_form_with_the_same_keys_and_fields_is_taken() -> None:
    found = read(OWN)
    assert found.problems == ()
    assert found.texts["outreach.held"] == "Đã mở {sessions} buổi."
    assert found.texts["kind"] == "BÁO CÁO TÓM TẮT"


@pytest.mark.parametrize(
    ("before", "after", "code", "key", "line"),
    [
        ("{sessions}", "{session}", "fields_differ", "outreach.held", 5),
        ("{sessions}", "nhiều", "fields_differ", "outreach.held", 5),
        ("{sessions}", "{sessions.__class__}", "braces", "outreach.held", 5),
        ("{sessions}", "{sessions:>9999999}", "braces", "outreach.held", 5),
        ("{sessions}", "{sessions!r}", "braces", "outreach.held", 5),
        ("{sessions}", "{sessions", "braces", "outreach.held", 5),
        ("{sessions}", "{}", "braces", "outreach.held", 5),
        ("Đã mở", "Đã mở " + "rất " * 30, "too_long", "outreach.held", 5),
        ("Đã mở", "Đã\\u0007 mở", "control_character", "outreach.held", 5),
        ("Đã mở", "Đã\\nmở", "control_character", "outreach.held", 5),
        ("Đã mở", "Đã\\uFFFE mở", "control_character", "outreach.held", 5),
        ('"BÁO CÁO TÓM TẮT"', "5", "not_text", "kind", 2),
        ('"BÁO CÁO TÓM TẮT"', '["BÁO CÁO"]', "not_text", "kind", 2),
        ('"BÁO CÁO TÓM TẮT"', '"  "', "text_empty", "kind", 2),
        ('held = "Đã mở {sessions} buổi."', "", "key_missing", "outreach.held", 4),
        ("unit =", 'more = "x"\nunit =', "key_unknown", "counts.more", 8),
        ('"cuộc"', '"buổi"', "key_fixed", "counts.unit", 8),
        ('kind = "BÁO', 'kind = BÁO"', "not_toml", "", 2),
        ('kind = "BÁO', 'kind = "x"\nkind = "BÁO', "key_twice", "", 3),
    ],
)
def test_what_does_not_fit_is_named_with_key_and_line(
    before: str, after: str, code: str, key: str, line: int
) -> None:
    assert OWN.count(before) == 1
    found = read(OWN.replace(before, after))
    assert [(one.code, one.key, one.line) for one in found.problems] == [(code, key, line)]


def test_texts_that_fit_are_kept_beside_those_that_do_not() -> None:
    found = read(OWN.replace("{sessions}", "{session}"))
    assert set(found.texts) == {"kind", "counts.unit"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe", "not_utf8"),
        (b"kind = " + b"[" * 5000, "too_deep"),
        (b"#" * 600_000, "too_big"),
        (b"a" + b".a" * 5000 + b" = 1", "too_many_dots"),
    ],
)
def test_a_hostile_file_is_refused_at_once(content: bytes, code: str) -> None:
    assert [one.code for one in read(content).problems] == [code]


def test_tables_nested_without_end_are_no_texts() -> None:
    deep = "[" + ".".join("a" * 40) + "]\nx = 1\n"
    assert {one.code for one in read(OWN + deep).problems} == {"key_unknown"}


def drawn(letter: str) -> bool:
    """The typeface of papers, as far as these letters go."""
    return letter not in "😀漢"


@pytest.mark.parametrize(
    ("letter", "named"),
    [
        ("😀", "“😀” (U+1F600)"),
        ("漢", "“漢” (U+6F22)"),
        ("\\u202e", "U+202E"),
        ("\\u200b", "U+200B"),
        ("\\u00ad", "U+00AD"),
        ("א", "“א” (U+05D0)"),
    ],
)
def test_a_letter_that_papers_cannot_print_is_named_with_its_line(letter: str, named: str) -> None:
    content = OWN.replace("Đã mở", f"Đã {letter} mở").encode()
    fixed = {"counts.unit"}
    found = read_form_texts(SHIPPED, content, is_fixed=fixed.__contains__, is_drawn=drawn)
    [problem] = found.problems
    assert (problem.code, problem.key, problem.line) == ("not_drawn", "outreach.held", 5)
    assert problem.details == {"letter": named}


def test_a_form_that_was_taken_before_is_read_as_it_is() -> None:
    assert read(OWN.replace("Đã mở", "Đã 漢 mở")).problems == ()
