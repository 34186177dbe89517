"""The style of the house, held: sizes, names, one version, no addresses, tests that assert."""

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

import desktop
from desktop.paths import resource

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted((ROOT / "desktop").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

Function = ast.FunctionDef | ast.AsyncFunctionDef

# Calls that fail by themselves when the rule does not hold.
ASSERTING_CALLS = frozenset({"raises", "warns", "fail", "waitUntil", "waitSignal", "check"})

VIETNAMESE = (
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
    "ÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬĐÈẺẼÉẸÊỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢÙỦŨÚỤƯỪỬỮỨỰỲỶỸÝỴ"
)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    """Lines of code from ``def`` to the end, without the docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    return lines - ((first.end_lineno or 0) - first.lineno + 1 if documented else 0)


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[int(share * (len(values) - 1))]


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_stay_readable() -> None:
    long = [f"{path.relative_to(ROOT)}" for path in [*CODE, *TESTS] if lines_of(path) > 600]
    assert not long, f"over 600 lines: {long}"
    assert percentile([lines_of(path) for path in CODE], 0.9) <= 350


def test_functions_stay_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{one.lineno} {one.name} has {length(one)} lines"
        for path in [*CODE, *TESTS]
        for one in functions(path)
        if length(one) > 80
    ]
    sizes = [length(one) for path in CODE for one in functions(path)]
    assert not long, "\n".join(long)
    assert percentile(sizes, 0.9) <= 25
    assert statistics.median(sizes) <= 10


def test_names_say_what_a_thing_is() -> None:
    vague = re.compile(r"(^|_)(utils?|helpers?|manager)(_|$)|Manager$|Helper$")
    names = [(path, path.stem) for path in CODE]
    names += [
        (path, node.name)
        for path in CODE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef | Function)
    ]
    assert not [f"{path.name}: {name}" for path, name in names if vague.search(name)]


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"#.*\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise NotImplemented" + "Error")
    texts = {path: path.read_text(encoding="utf-8") for path in [*CODE, *TESTS]}
    assert not [str(path.relative_to(ROOT)) for path, text in texts.items() if marks.search(text)]


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT / "tests")))
def test_every_test_asserts(path: Path) -> None:
    by_name = {one.name: one for one in functions(path)}
    silent = [
        name
        for name, one in by_name.items()
        if name.startswith("test_") and not asserts(one, by_name, seen=frozenset())
    ]
    assert not silent, f"no assertion in {silent}"


def asserts(function: Function, by_name: dict[str, Function], *, seen: frozenset[str]) -> bool:
    """Whether ``function`` asserts, itself or through a function of its own file."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in ASSERTING_CALLS or name.startswith("assert_"):
            return True
        inner = by_name.get(name)
        if inner and name not in seen and asserts(inner, by_name, seen=seen | {function.name}):
            return True
    return False


def test_tests_do_not_sleep() -> None:
    # tests/faults waits for real processes that are killed from outside, at a random moment.
    rooms = [path for path in TESTS if not path.is_relative_to(ROOT / "tests" / "faults")]
    sleepers = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in rooms
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"sleep", "qWait", "qSleep"}
    ]
    assert not sleepers


def test_messages_are_whole_literals() -> None:
    broken = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in CODE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "N_", "ngettext"}
        and node.args
        and any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in node.args[:2])
    ]
    assert not broken, f"built inside _(): {broken}"


@pytest.mark.parametrize(
    "pattern",
    ["requirements*.txt", "pyproject.toml", "Makefile", ".ci/*", "installers/*", "*.md"],
)
def test_no_address_is_written_down(pattern: str) -> None:
    address = re.compile(r"https?:|file:/|ftp:|www\.")
    read = {path: path.read_text(encoding="utf-8") for path in ROOT.glob(pattern) if path.is_file()}
    assert read, f"nothing matches {pattern}"
    assert not [str(path) for path, text in read.items() if address.search(text)]


def test_one_version_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == desktop.__version__ == metadata.version("so138")


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.split("\ndependencies = [\n")[1].split("\n]\n")[0].splitlines()
    bare = [
        line.strip()
        for before, line in zip(["", *block], block, strict=False)
        if not line.strip().startswith("#") and not before.strip().startswith("#")
    ]
    assert not bare, f"no reason beside {bare}"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_library_carries_hashes(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
    assert len(entries) > 10
    assert not [one.splitlines()[0] for one in entries if "--hash=sha256:" not in one]


def test_the_lock_holds_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[=<>~]", one)[0] for one in asked}
    locked = re.findall(
        r"^([a-z0-9-]+)==",
        (ROOT / "requirements-dev.txt").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert names <= set(locked)


@pytest.mark.parametrize("folder", ["liberation-serif", "inter"])
def test_every_shipped_face_holds_all_letters(folder: str) -> None:
    faces = sorted(resource(f"fonts/{folder}").glob("*.ttf"))
    assert len(set(VIETNAMESE)) == 134
    assert len(faces) == 4
    for face in faces:
        glyphs = TTFontFile(str(face)).charToGlyph
        assert not [letter for letter in VIETNAMESE if ord(letter) not in glyphs], face.name


@pytest.mark.parametrize("folder", ["fonts/liberation-serif", "fonts/inter", "icons"])
def test_what_others_made_carries_its_licence(folder: str) -> None:
    licence = next(resource(folder).glob("LICENSE*"))
    assert re.search(r"SIL OPEN FONT LICENSE|ISC License", licence.read_text(encoding="utf-8"))


def test_the_readme_names_only_commands_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named: set[str] = set()
    for page in ("README.md", "CONTRIBUTING.md"):
        named |= set(re.findall(r"`make ([a-z-]+)`", (ROOT / page).read_text(encoding="utf-8")))
    assert {"run", "test"} <= named <= targets
