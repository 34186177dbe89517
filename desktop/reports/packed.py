"""Office files as bytes that depend on their content alone: no clock and no machine inside."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from desktop.domain.text import nfc

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip archive can hold."""

_NOT_IN_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")

Mend = Callable[[bytes], bytes]


def written(text: str) -> str:
    """A text as it stands in an office file: NFC, one line, no letter that XML refuses."""
    return _NOT_IN_XML.sub("", nfc(text).replace("\n", " ").replace("\t", " "))


def packed(data: bytes, *, mends: Mapping[str, Mend] | None = None) -> bytes:
    """The archive anew, every part dated alike; ``mends`` rewrite parts by their name."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            mend = (mends or {}).get(name)
            about = zipfile.ZipInfo(name, date_time=_FIRST_DAY)
            about.compress_type = zipfile.ZIP_DEFLATED
            # Otherwise the system that writes it is told.
            about.create_system = 0
            after.writestr(about, mend(content) if mend else content)
    return out.getvalue()
