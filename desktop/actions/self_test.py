"""Parts of the installed program that know no window: each is used once in a scratch folder."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.part_trials import PartFailedError
from desktop.paths import resource

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.setup import Sources
    from desktop.actions.terms import Secret

_FACES = {
    "inter/Inter-": ("Regular", "SemiBold"),
    "liberation-serif/LiberationSerif-": ("Regular", "Bold", "Italic", "BoldItalic"),
}
_DATA = ("help", "forms", "lists", "plans", "hotspots", "sheets", "schemas", "licences")


def start_part(name: str, folder: Path) -> Mapping[str, str] | None:
    """Use one part in ``folder``, where the parts before it were; return what it tells of itself.

    Raises:
        PartFailedError: it started and did not do what it is for. Anything else: it did not start.
    """
    parts: dict[str, Callable[[Path], Mapping[str, str] | None]] = {
        "libraries": _libraries,
        "fonts": _fonts,
        "store": _store,
        "backup": _backup,
        "keys": _keys,
        "search": _search,
        "pdf": _pdf,
        "preview": _preview,
        "word": _word,
        "excel": _excel,
        "exchange": _exchange,
    }
    return parts[name](folder)


def _libraries(folder: Path) -> None:
    """Python's own machine code, the words of both languages, and the data that come along."""
    import ctypes
    import hashlib
    from importlib import import_module

    from desktop import i18n

    del folder
    # Some go on with slower code of Python's own: the machine code itself has to be asked for.
    for name in ("_decimal", "_elementtree", "_bz2", "_lzma", "psutil", "lxml.etree"):
        import_module(name)
    ctypes.string_at(b"x")
    hashlib.sha256(b"x", usedforsecurity=False)
    i18n.install(i18n.DEFAULT_LANGUAGE)
    for name in _DATA:
        if not any(resource(name).iterdir()):
            raise FileNotFoundError(name)


def _fonts(folder: Path) -> None:
    """Every face of screen and papers is there and is a font."""
    del folder
    for start, faces in _FACES.items():
        for face in faces:
            data = resource(f"fonts/{start}{face}.ttf").read_bytes()
            if data[:4] != b"\0\1\0\0":
                raise PartFailedError(f"{start}{face}.ttf")


def _search(folder: Path) -> None:
    """Search that forgives typing errors runs in machine code, which is looked for silently."""
    from rapidfuzz import fuzz, process, utils

    del folder
    found = process.extractOne("tổ dân phố 1", ["Tổ dân phố 2", "tổ dân phô 1"], scorer=fuzz.ratio)
    if found[2] != 1:
        raise PartFailedError("another one was found")
    for used in (fuzz.ratio, process.extractOne, utils.default_process):
        if "_cpp" not in used.__module__:
            raise PartFailedError(f"no machine code: {used.__module__}")


def _sources() -> "Sources":
    from desktop.actions.desk import RandomIds, SystemClock
    from desktop.actions.setup import Sources

    return Sources(SystemClock(), RandomIds())


def _open(folder: Path, *, secret: "Secret | None" = None) -> "Desk":
    """The desk of a folder; what it needs is imported here, so that other parts do without."""
    from desktop.actions.setup import open_desk

    return open_desk(folder, sources=_sources(), secret=secret)


def _store(folder: Path) -> Mapping[str, str]:
    """A store is made, filled, closed and opened again with its key, and every page is checked."""
    from desktop.actions.help_bundle import versions_text
    from desktop.actions.safety import check
    from desktop.actions.sample import make_sample

    make_sample(folder / "data", groups=3, months=2)
    with _open(folder / "data") as desk:
        damaged = [one.code for one in check(desk, deep=True) if one.code.endswith("damaged")]
    if damaged:
        raise PartFailedError(", ".join(damaged))
    told = dict(line.split(": ", 1) for line in versions_text({}).splitlines())
    return {name: told[name] for name in ("schema", "sqlite")}


def _keys(folder: Path) -> None:
    """A password is set as hard as this machine bears, and opens; so does the recovery sheet."""
    from desktop.actions.passwords import FirstOfficer, turn_password_on
    from desktop.actions.secrets import new_sheet
    from desktop.actions.terms import Password, Sheet

    word = "mật-khẩu-thử"
    with _open(folder / "second") as desk:
        problems = turn_password_on(desk, FirstOfficer("Thử", word)).problems
        sheet = new_sheet(desk).value
    if problems or sheet is None:
        raise PartFailedError(", ".join(one.code for one in problems))
    for secret in (Password(word), Sheet("".join(sheet.groups))):
        _open(folder / "second", secret=secret).close()


def _backup(folder: Path) -> None:
    from desktop.actions.safety import back_up, restore

    with _open(folder / "data") as desk:
        made = back_up(desk, reason="copy", to=folder / "copy")
    restore(folder / "second", str(folder / "copy" / made.name), sources=_sources())


def _pdf(folder: Path) -> None:
    from desktop.actions.periods import period_named
    from desktop.actions.reports import month_report_pdf

    with _open(folder / "data") as desk:
        data = month_report_pdf(desk, period_named(desk, "2026-10"))
    (folder / "report.pdf").write_bytes(data)


def _preview(folder: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(folder / "report.pdf")  # type: ignore[no-untyped-call]
    try:
        picture = document[0].render(scale=1)
        if picture.width < 500:
            raise PartFailedError(f"{picture.width} px")
    finally:
        document.close()  # type: ignore[no-untyped-call]


def _word(folder: Path) -> None:
    """The report as a Word file: a package that begins as one."""
    from desktop.actions.periods import period_named
    from desktop.actions.reports import month_report_word

    with _open(folder / "data") as desk:
        data = month_report_word(desk, period_named(desk, "2026-10"))
    if not data.startswith(b"PK"):
        raise PartFailedError("no package")


def _excel(folder: Path) -> None:
    """A template is written and read back, and the report is written as sheets."""
    from desktop.actions.imports import rehearse, template
    from desktop.actions.periods import period_named
    from desktop.actions.reports import month_report_excel
    from desktop.actions.terms import ListKind

    path = folder / "list.xlsx"
    path.write_bytes(template(ListKind.GROUPS))
    with _open(folder / "data") as desk:
        if rehearse(desk, path).kind is not ListKind.GROUPS:
            raise PartFailedError(path.name)
        if not month_report_excel(desk, period_named(desk, "2026-10")).startswith(b"PK"):
            raise PartFailedError("no package")


def _exchange(folder: Path) -> None:
    """A closed month is sent, read as its superior reads it, and its receipt comes back."""
    from desktop.actions.connection import practice
    from desktop.actions.periods import period_named
    from desktop.actions.receipts import receive_files
    from desktop.actions.sending import send_period
    from desktop.exchange.package import Reader, open_package
    from desktop.exchange.receipt import ReceiptKind, receipt_for, seal_receipt

    offices, stick = practice(), folder / "stick"
    stick.mkdir()
    with _open(folder / "data") as desk:
        sent = send_period(desk, period_named(desk, "2026-09"), stick).value
        if sent is None:
            raise PartFailedError("not sent")
        package = open_package(sent.path.read_bytes(), Reader(keys=(offices.superior.sealing,)))
        answer = receipt_for(
            package.package_id,
            package.manifest,
            kind=ReceiptKind.RECEIVED,
            at=desk.clock.now(),
            superior=offices.draft.name,
            keys=offices.superior,
        )
        data = seal_receipt(answer, keys=offices.superior, reply_to=package.manifest.reply_to)
        (stick / "S138_self-test.s138r").write_bytes(data)
        if not receive_files(desk, [stick]).receipts:
            raise PartFailedError("no receipt")
