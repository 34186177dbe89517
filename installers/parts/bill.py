"""The bill of materials that goes along with an installed program; CycloneDX."""

import json
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LEFT_OUT = frozenset({"pip"})
"""Libraries of the lock that no installed program has."""
_SPACE = uuid.UUID("5b0e7a0a-138b-5138-8138-000000000138")


def bill_of_materials(
    licences: Path, *, version: str, added: Sequence[Mapping[str, Any]] = ()
) -> bytes:
    """What the lock brings and is shipped, and what is ``added`` to it."""
    bill: dict[str, Any] = json.loads((licences / "sbom.cdx.json").read_text(encoding="utf-8"))
    gone = {one["bom-ref"] for one in bill["components"] if one["name"] in LEFT_OUT}
    kept = [one for one in bill["components"] if one["bom-ref"] not in gone]
    bill["components"] = [*kept, *added]
    bill["dependencies"] = [
        {**one, "dependsOn": [ref for ref in one["dependsOn"] if ref not in gone]}
        for one in bill["dependencies"]
        if one["ref"] not in gone
    ]
    bill["metadata"]["component"]["version"] = version
    del bill["serialNumber"]
    text = json.dumps(bill, ensure_ascii=False, sort_keys=True)
    bill["serialNumber"] = f"urn:uuid:{uuid.uuid5(_SPACE, text)}"
    return (json.dumps(bill, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
