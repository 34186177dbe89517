"""What the trial makes of Wine's own words: noise, unless the program itself broke."""

import pytest

from installers.windows.wine import ended

DIED = b"wine: Unhandled page fault on read access to 00000008 at address 00006FFF (thread 0120)"
SAID = "['T\\u1ed5 d\\xe2n ph\\u1ed1', '*']"


def test_a_line_of_wines_is_no_word_of_the_program() -> None:
    done = ended(41, SAID.encode() + b"\n" + DIED + b", starting debugger...\n")
    assert done.said == SAID
    assert "page fault" in done.noise
    assert not done.broken


@pytest.mark.parametrize(
    "line", [b"0024:err:ole:start_rpcss failed", b"error: XDG_RUNTIME_DIR not set"]
)
def test_what_wine_grumbles_about_is_noise(line: bytes) -> None:
    assert ended(0, line + b"\nxong\n").said == "xong"


@pytest.mark.parametrize("code", [5, 0x09, 0x1D, 0xFD])
def test_a_program_that_broke_is_found_by_its_exit_code(code: int) -> None:
    assert ended(code, DIED + b"\n").broken
    assert ended(code, b"").broken


@pytest.mark.parametrize("code", [*range(5), *range(10, 23), 41, 128])
def test_the_codes_of_our_programs_are_no_break(code: int) -> None:
    assert not ended(code, DIED + b"\n").broken
