"""Charts in a Word paper: the title as text, the drawing as a picture that is described."""

import io
from collections.abc import Iterator
from dataclasses import replace
from xml.sax.saxutils import quoteattr

from docx.oxml.ns import nsdecls
from docx.parts.story import StoryPart

from desktop.reports.chart import CHART_GAP
from desktop.reports.chart_picture import chart_picture
from desktop.reports.forms import load_form
from desktop.reports.grid import TABLE_GAP
from desktop.reports.packed import written
from desktop.reports.tree import Align, Chart, Run
from desktop.reports.typeset import Measure
from desktop.reports.word_parts import Place, paragraph
from desktop.reports.word_styles import NOTE

_EMU = 12700
"""The unit of drawings in Word: so many a point."""

_NO_ROOM = 'distT="0" distB="0" distL="0" distR="0"'
"""Left out, some programs put room around a picture."""

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class ChartPictures:
    """Puts the pictures of charts into a part of the file and numbers them."""

    def __init__(self, part: StoryPart, measure: Measure) -> None:
        self._part, self._measure = part, measure
        self._count = 0

    def elements(self, chart: Chart, width: float) -> Iterator[str]:
        """Title and picture, on the page of the table that follows."""
        title = Place(align=Align.CENTRE, before=CHART_GAP, keep_next=True)
        yield paragraph((Run(chart.title, bold=True),), NOTE, title)
        drawn = chart_picture(replace(chart, title=""), width, self._measure)
        key, _image = self._part.get_or_add_image(io.BytesIO(drawn.png))
        self._count += 1
        about = load_form("chart").say("picture", title=chart.title)
        inline = _inline(self._count, key, about, drawn.width, drawn.height)
        kept = f'<w:pStyle w:val="{NOTE.id}"/><w:keepNext/>'
        space = f'<w:spacing w:before="0" w:after="{round(TABLE_GAP * 20)}"/>'
        yield f"<w:p><w:pPr>{kept}{space}</w:pPr><w:r><w:drawing>{inline}</w:drawing></w:r></w:p>"


def _inline(number: int, key: str, about: str, width: float, height: float) -> str:
    size = f'cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"'
    named = f'id="{number}" name={quoteattr(f"Chart {number}")}'
    described = f"{named} descr={quoteattr(written(about))}"
    return (
        f"<wp:inline {nsdecls('wp', 'a', 'pic', 'r')} {_NO_ROOM}>"
        f"<wp:extent {size}/><wp:docPr {described}/>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline>"
    )
