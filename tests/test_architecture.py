"""The layer rules of the house, in plain words. There are no exceptions.

The table is the one in the docstring of ``desktop/__init__.py``: a funnel in one direction.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

CODE = Path(__file__).resolve().parent.parent / "desktop"
BARE = frozenset({"starting", "part_trials", "own_files", "private", "pc_accounts"})
LEAVES = frozenset({"i18n", "paths", "files", "log", "settings", "crash"}) | BARE

# Which other rooms a room may import. The composition root app.py may import all.
MAY_IMPORT: dict[str, frozenset[str]] = {
    "domain": frozenset(),
    "wording": frozenset({"domain", "i18n"}),
    "db": frozenset({"domain", "files"}),
    "reports": frozenset({"domain", "wording", "i18n", "paths", "files"}),
    "exchange": frozenset({"domain", "files"}),
    "sheets": frozenset({"domain", "paths", "files"}),
    "actions": frozenset({"domain", "db", "reports", "exchange", "sheets", "wording"}) | LEAVES,
    "cli": frozenset({"commands", "actions", "domain", "wording"}) | LEAVES,
    "commands": frozenset({"actions", "domain", "wording"}) | LEAVES,
    "ui": frozenset({"actions", "domain", "wording"}) | LEAVES,
    **dict.fromkeys(LEAVES, LEAVES),
    "__main__": frozenset({"app", "starting"}),
}

# Libraries that belong to one room alone.
ONLY_IN: dict[str, frozenset[str]] = {
    "PySide6": frozenset({"ui"}),
    "shiboken6": frozenset({"ui"}),
    "sqlcipher3": frozenset({"db"}),
    "sqlite_utils": frozenset({"db"}),
    "sqlite3": frozenset(),
    "cryptography": frozenset({"db", "exchange"}),
    "pyrage": frozenset({"exchange"}),
    "reportlab": frozenset({"reports"}),
    "docx": frozenset({"reports"}),
    "lxml": frozenset({"reports"}),
    "openpyxl": frozenset({"sheets", "reports"}),
    "python_calamine": frozenset({"sheets"}),
    "xlrd": frozenset({"sheets"}),
    "viparse": frozenset({"sheets"}),
    "click": frozenset({"cli", "commands"}),
    "pypdfium2": frozenset({"ui", "reports", "actions"}),
}

# The program works offline: nothing in it can open a connection.
NETWORK = frozenset(
    {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "poplib", "imaplib"}
    | {"requests", "httpx", "aiohttp", "urllib3", "asyncio", "socketserver", "xmlrpc", "webbrowser"}
    | {"PySide6.QtNetwork", "PySide6.QtWebSockets"}
)


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("desktop", include_external_packages=True, cache_dir=None)


def room_of(module: str) -> str:
    """Return the room of "desktop.db.store": "db"; of the package itself: ""."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def own(graph: grimp.ImportGraph) -> list[str]:
    return sorted(name for name in graph.modules if name.split(".")[0] == "desktop")


def imported_names(path: Path) -> Iterator[str]:
    """Yield every name that the file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_is_in_the_table(graph: grimp.ImportGraph) -> None:
    rooms = {room_of(module) for module in own(graph)} - {"", "app"}
    assert rooms <= set(MAY_IMPORT), f"rooms nobody planned: {rooms - set(MAY_IMPORT)}"


def test_a_room_imports_only_the_rooms_below_it(graph: grimp.ImportGraph) -> None:
    wrong = [
        f"{module} imports {other}"
        for module in own(graph)
        for other in graph.find_modules_directly_imported_by(module)
        if other.startswith("desktop.")
        and room_of(module) not in {"", "app", room_of(other)}
        and room_of(other) not in MAY_IMPORT.get(room_of(module), frozenset())
    ]
    assert not wrong, "\n".join(wrong)


def test_the_package_itself_imports_nothing(graph: grimp.ImportGraph) -> None:
    assert graph.find_modules_directly_imported_by("desktop") == set()


def test_only_the_entry_point_imports_the_composition_root(graph: grimp.ImportGraph) -> None:
    assert graph.find_modules_that_directly_import("desktop.app") == {"desktop.__main__"}


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_stays_in_its_room(graph: grimp.ImportGraph, library: str) -> None:
    users = graph.find_modules_that_directly_import(library) if library in graph.modules else set()
    strangers = {user for user in users if room_of(user) not in ONLY_IN[library]}
    assert not strangers, f"{library} belongs to {set(ONLY_IN[library])}, not to {strangers}"


def test_the_domain_stands_on_the_standard_library_alone(graph: grimp.ImportGraph) -> None:
    import sys

    foreign = {
        f"{module} imports {other}"
        for module in own(graph)
        if room_of(module) == "domain"
        for other in graph.find_modules_directly_imported_by(module)
        if not other.startswith("desktop.domain") and other not in sys.stdlib_module_names
    }
    assert not foreign


def test_what_tells_of_missing_parts_stands_on_the_standard_library_alone(
    graph: grimp.ImportGraph,
) -> None:
    import sys

    rooms = {"desktop", *(f"desktop.{name}" for name in BARE)}
    foreign = {
        f"{module} imports {other}"
        for module in rooms | {"desktop.__main__"}
        for other in graph.find_modules_directly_imported_by(module)
        if other not in rooms | {"desktop.app"} and other not in sys.stdlib_module_names
    }
    assert not foreign


def test_the_domain_knows_neither_words_nor_tables() -> None:
    wrong = {
        f"{path.name}: {name}"
        for path in (CODE / "domain").rglob("*.py")
        for name in imported_names(path)
        if name.split(".")[0] in {"gettext", "sqlite3", "locale", "time", "random"}
    }
    assert not wrong


def test_the_domain_never_looks_at_the_clock() -> None:
    wrong = [
        f"{path.name}:{node.lineno} calls {node.func.attr}()"
        for path in (CODE / "domain").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"today", "now", "utcnow", "uuid4", "uuid1"}
    ]
    assert not wrong, "\n".join(wrong)


def test_no_module_can_open_a_connection() -> None:
    wrong = {
        f"{path.relative_to(CODE)}: {name}"
        for path in CODE.rglob("*.py")
        for name in imported_names(path)
        if name in NETWORK or name.split(".")[0] in NETWORK
    }
    assert not wrong


def test_no_import_cycle_is_larger_than_one_module(graph: grimp.ImportGraph) -> None:
    above: dict[str, set[str]] = {
        module: {
            other
            for other in graph.find_modules_directly_imported_by(module)
            if other.startswith("desktop") and other != module
        }
        for module in own(graph)
    }
    # Take away, over and over, every module that imports nothing that is left: a cycle remains.
    while free := {module for module, others in above.items() if not others & above.keys()}:
        above = {module: others for module, others in above.items() if module not in free}
    assert not above, f"in a cycle, or above one: {sorted(above)}"


def test_only_the_domain_says_what_time_it_is_in_viet_nam() -> None:
    wrong = [
        f"{path.relative_to(CODE)}:{node.lineno}"
        for path in CODE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "astimezone"
        and not node.args
    ]
    assert not wrong, f"the computer's own zone is asked: {wrong}"
