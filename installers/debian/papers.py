"""What a package says of itself: control, changelog, copyright, manual pages."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from desktop import i18n
from desktop.cli import COMMAND_PLACES, whole_call
from desktop.i18n import N_, _
from installers.parts.bill import WITHIN, licences_of, third_party

TEXTS = f"/usr/lib/so138/{WITHIN}/texts"
"""Where the texts of licences lie that no library brings itself."""
_MAINTAINER = "So 138 contributors <so138@localhost>"
_SUMMARY = "register and reports of a Vietnamese commune's Steering Committee 138"
_DESCRIPTION = """\
 One register on one computer, without a network: the residential groups of a
 commune, their outreach sessions, the models they keep up, and the counts that
 the plan asks for. It shows what a month still lacks, closes the month, and
 prints the report in the layout of decree 30/2020. Closed months go to the
 superior as sealed files on a stick, and the answer comes back on it.
 .
 Everything the program needs beyond the listed system libraries is inside, for
 Python 3.11, 3.12 and 3.13.
"""
_WAYS = N_("Ways to call it")
_COMMANDS = N_("Commands")
_FILES = N_("Places of its files")


def control(*, version: str, installed_kib: int, depends: str) -> str:
    """The control file; ``depends`` is the text of depends.txt."""
    needs = [line for line in depends.splitlines() if line and not line.startswith("#")]
    fields = {
        "Package": "so138",
        "Version": version,
        "Architecture": "amd64",
        "Maintainer": _MAINTAINER,
        "Installed-Size": str(installed_kib),
        "Depends": ", ".join(needs),
        "Recommends": "fonts-dejavu-core, xdg-utils",
        "Section": "misc",
        "Priority": "optional",
        "Description": _SUMMARY,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items()) + _DESCRIPTION


def changelog(*, version: str, epoch: int) -> bytes:
    """The changelog of a package that is its own source, packed without a clock."""
    day = datetime.fromtimestamp(epoch, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    head = f"so138 ({version}) stable; urgency=medium\n\n  * Version {version}.\n\n"
    return _packed(f"{head} -- {_MAINTAINER}  {day}\n")


def copyright_page() -> str:
    """The copyright file: our licence, every work of others with its own, where the texts lie."""
    return "\n".join(
        (
            "So 138",
            "Copyright 2026 So 138 contributors",
            "",
            "The program is under the Apache License 2.0; its text lies in",
            "/usr/share/common-licenses/Apache-2.0.",
            "",
            "It carries works of others, each under its own licence:",
            "",
            *(f"  {name}: {licence}" for name, licence in licences_of("linux")),
            "",
            "Every library's own text lies beside it under /usr/lib/so138, in the folders",
            "*.dist-info; those of fonts and icons lie in /usr/lib/so138/desktop/_resources.",
            "Texts of what lies inside a library (Qt's parts, SQLCipher, OpenSSL, ICU, packages in",
            f"Rust) lie in {TEXTS}; the list of all is",
            "THIRD-PARTY.md beside that folder.",
            "Qt and PySide6 are used under the LGPL 3, unchanged, as libraries of their own:",
            "/usr/share/common-licenses/LGPL-3 and /usr/share/common-licenses/GPL-3.",
            "",
            third_party("linux").replace("`texts/", f"`{TEXTS}/").replace("`texts`", f"`{TEXTS}`"),
        )
    )


def manual(language: str, *, version: str, epoch: int) -> bytes:
    """The manual page in one language, from the commands' own words."""
    i18n.install(language)
    try:
        page = "\n".join(_manual_lines(version=version, epoch=epoch))
    finally:
        i18n.install(i18n.DEFAULT_LANGUAGE)
    return _packed(page + "\n")


def _manual_lines(*, version: str, epoch: int) -> Iterator[str]:
    day = datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%d")
    door = whole_call(lambda _data, _language: 0)
    context = click.Context(door, info_name="so138")
    yield f'.TH SO138 1 "{day}" "so138 {version}" "{_roff(_("Book 138"))}"'
    yield f".SH NAME\nso138 \\- {_roff(_('the month of the Steering Committee 138, offline'))}"
    yield f".SH {_heading(_WAYS)}"
    yield f".B so138\n.RI [{_word(_('options'))}]\n.br"
    yield f".B so138\n.RI {_roff(_('FILE'))}.s138\n.br"
    yield f".B so138\n.RI [{_word(_('options'))}]\\ {_word(_('COMMAND …'))}"
    yield f".PP\n{_roff(_(door.help or ''))}"
    for param in door.get_params(context):
        record = param.get_help_record(context)
        if record is not None:
            said = _("Show this text and end.") if "--help" in param.opts else record[1]
            yield f".TP\n.B {_roff(record[0])}\n{_roff(said)}"
    yield f".SH {_heading(_COMMANDS)}"
    for name in COMMAND_PLACES:
        command = door.get_command(context, name)
        if command is not None and not command.hidden:
            yield f".TP\n.B {_roff(name)}\n{_roff(command.get_short_help_str(400))}"
    yield f".SH {_heading(_FILES)}"
    for path, said in _places():
        yield f".TP\n.I {_roff(path)}\n{_roff(said)}"


def _places() -> tuple[tuple[str, str], ...]:
    return (
        ("~/.local/share/so138", _("The register, its key file and its backups.")),
        (
            "/etc/so138/so138.ini",
            _("A data folder that several accounts share: “folder=” under “[data]”."),
        ),
        ("~/.local/state/so138/log", _("The log, without anything that was typed.")),
    )


def _heading(message: str) -> str:
    return _roff(_(message)).upper()


def _roff(text: str) -> str:
    """Text that a manual page takes as it stands: no sign begins a request."""
    flat = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{flat}" if flat.startswith((".", "'")) else flat


def _word(text: str) -> str:
    """Text that stays one word for a request, blanks included."""
    return _roff(text).replace(" ", "\\ ")


def _packed(text: str) -> bytes:
    """Packed without a name and a clock."""
    return gzip.compress(text.encode(), 9, mtime=0)
