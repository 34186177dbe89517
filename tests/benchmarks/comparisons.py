"""Other makers of PDF beside ours: weasyprint, typst, fpdf2 and LibreOffice, where they can be had.

The libraries are installed into an environment of their own under ``build``, never into ours. What
cannot be had is said. Each is given the words of the paper in the form it is made for: HTML, typst
markup, a Word file; fpdf2, which lays nothing out, puts finished lines at known places.
"""

import html
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.reports.tree import Block, Document, Heading, Orientation, Paragraph, Table
from tests.benchmarks.bare_layout import BarePart, BareTable
from tests.benchmarks.bare_pages import FONTS, BarePage

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "build" / "comparisons"
PYTHON = OWN / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

WEASYPRINT = """
import sys
from weasyprint import HTML
HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])
"""
TYPST = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""
FPDF2 = """
import json, sys
from fpdf import FPDF
pages = json.load(open(sys.argv[1], encoding="utf-8"))
pdf = FPDF(unit="pt", format="A4")
styles = {"": "", "Bold": "B", "Italic": "I", "BoldItalic": "BI"}
for name, style in styles.items():
    pdf.add_font("Serif", style, f"{sys.argv[3]}/LiberationSerif-{name or 'Regular'}.ttf")
for page in pages:
    width, height = page["size"]
    pdf.add_page(format=(width, height))
    for face, size, x, y, words in page["texts"]:
        pdf.set_font("Serif", styles[face.partition("-")[2]], size)
        pdf.text(x, height - y, words)
    pdf.set_line_width(0.5)
    for x0, y0, x1, y1 in page["rules"]:
        pdf.line(x0, height - y0, x1, height - y1)
pdf.output(sys.argv[2])
"""


@dataclass(frozen=True, slots=True)
class Other:
    """Another maker: how it is called, or why it is not there."""

    name: str
    command: tuple[str, ...] = ()
    missing: str = ""
    surroundings: Mapping[str, str] = field(default_factory=dict)

    def taken(self) -> float:
        """Milliseconds from the call to the finished file."""
        start = time.perf_counter()
        subprocess.run(
            self.command, check=True, capture_output=True, env={**os.environ, **self.surroundings}
        )
        return (time.perf_counter() - start) * 1000


def others(
    document: Document, pages: Sequence[BarePage], word: bytes, folder: Path
) -> Iterator[Other]:
    """The other makers with this paper at hand."""
    sources = {
        "weasyprint": ("paper.html", _html(document), WEASYPRINT),
        "typst": ("paper.typ", _typst(document), TYPST),
        "fpdf2": ("pages.json", json.dumps(pages), FPDF2),
    }
    for name, (file, text, script) in sources.items():
        missing = _obtained(name)
        (folder / file).write_text(text, encoding="utf-8")
        target = folder / f"{name}.pdf"
        call = (str(PYTHON), "-c", script, str(folder / file), str(target), str(FONTS))
        yield _tried(Other(name, call, missing), target)
    yield _libreoffice(word, folder)


def _libreoffice(word: bytes, folder: Path) -> Other:
    office = shutil.which("soffice")
    if office is None:
        return Other("LibreOffice", missing="not installed")
    file = folder / "paper.docx"
    file.write_bytes(word)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    call = (office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder))
    return _tried(Other("LibreOffice", (*call, str(file))), folder / "paper.pdf")


def _tried(other: Other, target: Path) -> Other:
    """One call before it counts: caches are filled, and one that fails is no comparison."""
    if other.missing:
        return other
    try:
        other.taken()
    except (OSError, subprocess.CalledProcessError):
        return Other(other.name, missing="does not run here")
    if not target.is_file():
        return Other(other.name, missing="writes nothing here")
    return other


def _obtained(name: str) -> str:
    """Installs a library into the environment of the comparisons; why not, where it cannot be."""
    module = {"fpdf2": "fpdf"}.get(name, name)
    check = [str(PYTHON), "-c", f"import {module}"]
    if PYTHON.exists() and not subprocess.run(check, capture_output=True, check=False).returncode:
        return ""
    if not PYTHON.exists():
        made = [sys.executable, "-m", "venv", str(OWN)]
        if subprocess.run(made, capture_output=True, check=False).returncode:
            return "no environment could be made"
    install = [str(PYTHON), "-m", "pip", "install", "-q", "--retries", "0", "--timeout", "10", name]
    done = subprocess.run(install, capture_output=True, check=False).returncode
    return "cannot be had here" if done else ""


def bare_parts(document: Document) -> list[BarePart]:
    """The paper for reportlab's own layout."""
    return [
        BarePart(lies=lies, head=list(lines), blocks=[*_bare_blocks(blocks)])
        for lies, lines, blocks in _parts(document)
    ]


def _bare_blocks(blocks: Sequence[Block]) -> Iterator[str | BareTable]:
    for block in blocks:
        match block:
            case Table():
                rows = [[one.heading for one in block.columns], *map(list, block.rows)]
                rows += [list(block.total)] if block.total else []
                yield BareTable(shares=[one.width for one in block.columns], rows=rows)
            case Heading() | Paragraph():
                yield block.text


def _parts(document: Document) -> Iterator[tuple[bool, tuple[str, ...], Sequence[Block]]]:
    """Each part: whether it lies, the lines of its head, its blocks."""
    head = document.letterhead
    named = (head.parent_body, head.issuing_body, head.nation, head.motto, head.number)
    lines = (*named, head.place_and_date, document.kind, *document.subject, *document.salutation)
    yield False, lines, document.blocks
    signed = (*document.recipients.lines, *document.signature.above, *document.signature.below)
    yield False, signed, ()
    for one in document.appendices:
        lies = one.orientation is Orientation.LANDSCAPE
        yield lies, (one.label, one.title, one.note), one.blocks


def _html(document: Document) -> str:
    faces = "".join(
        f'@font-face{{font-family:S;src:url("{(FONTS / f"LiberationSerif-{file}.ttf").as_uri()}");'
        f"font-weight:{weight};font-style:{style}}}"
        for file, weight, style in (
            ("Regular", 400, "normal"), ("Bold", 700, "normal"), ("Italic", 400, "italic"),
        )
    )  # fmt: skip
    body = "".join(
        f'<section class="{"lies" if lies else "stands"}">'
        + "".join(f"<h2>{html.escape(line)}</h2>" for line in lines)
        + "".join(_html_block(block) for block in blocks)
        + "</section>"
        for lies, lines, blocks in _parts(document)
    )
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><style>{faces}'
        "@page{size:A4;margin:20mm 17mm 20mm 30mm;@top-center{content:counter(page)}}"
        "@page lies{size:A4 landscape;margin:30mm 20mm 17mm}"
        "body{font:14pt/1.3 S}.lies{page:lies}section+section{break-before:page}"
        "p{text-align:justify;text-indent:1.27cm;margin:6pt 0}h2{font-size:14pt;margin:0}"
        "table{border-collapse:collapse;width:100%;font-size:11pt}td,th{border:.5pt solid}"
        f"tr{{break-inside:avoid}}</style>{body}</html>"
    )


def _html_block(block: Block) -> str:
    match block:
        case Table():
            heads = "".join(f"<th>{html.escape(one.heading)}</th>" for one in block.columns)
            rows = "".join(
                "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
                for row in (*block.rows, *([block.total] if block.total else []))
            )
            return f"<table><thead><tr>{heads}</tr></thead>{rows}</table>"
        case Heading():
            return f"<h2>{html.escape(block.text)}</h2>"
        case Paragraph():
            return f"<p>{html.escape(block.text)}</p>"
    return ""


def _typst(document: Document) -> str:
    parts = "\n#pagebreak()\n".join(
        f"#page(flipped: {str(lies).lower()})[\n"
        + "\n".join(f"#align(center)[*#{_quoted(line)}*]" for line in lines if line)
        + "\n\n"
        + "\n\n".join(_typst_block(block) for block in blocks)
        + "\n]"
        for lies, lines, blocks in _parts(document)
    ).replace("\n#pagebreak()\n", "\n")
    return (
        '#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 17mm))\n'
        '#set text(font: "Liberation Serif", size: 14pt, lang: "vi")\n'
        "#set par(justify: true, first-line-indent: 1.27cm)\n" + parts
    )


def _typst_block(block: Block) -> str:
    match block:
        case Table():
            heads = ", ".join(f"[#{_quoted(one.heading)}]" for one in block.columns)
            cells = ", ".join(
                f"[#{_quoted(cell)}]"
                for row in (*block.rows, *([block.total] if block.total else []))
                for cell in row
            )
            widths = ", ".join(f"{one.width}fr" for one in block.columns)
            return f"#table(columns: ({widths}), table.header({heads}), {cells})"
        case Heading():
            return f"*#{_quoted(block.text)}*"
        case Paragraph():
            return f"#{_quoted(block.text)}"
    return ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
