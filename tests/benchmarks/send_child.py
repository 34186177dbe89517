"""The first sending of a fresh process, ours or bare; prints its milliseconds."""

import sys
import time
from pathlib import Path


def ours(folder: Path) -> float:
    """The data opened, as a window has them already; then the earliest month that waits is sent."""
    from desktop.actions.desk import RandomIds, SystemClock
    from desktop.actions.periods import period_named
    from desktop.actions.sending import send_period, sendable_periods
    from desktop.actions.setup import Sources, open_desk

    with open_desk(folder / "data", sources=Sources(SystemClock(), RandomIds())) as desk:
        waiting = [one.period.id for one in sendable_periods(desk) if one.waits]
        period = period_named(desk, waiting[-1])
        start = time.perf_counter()
        sent = send_period(desk, period, folder / "usb").value
        taken = time.perf_counter() - start
    if sent is None:
        raise LookupError("nothing sent")
    return taken


def bare(folder: Path) -> float:
    """The age library loaded, a month encrypted for two keys, written, flushed and read back."""
    from tests.benchmarks.bare_stick import write_bare

    content = (folder / "content").read_bytes()
    start = time.perf_counter()
    from pyrage import encrypt, x25519

    recipients = [x25519.Identity.generate().to_public() for _office in range(2)]
    write_bare(folder / "usb" / "bare", encrypt(content, recipients))
    taken = time.perf_counter() - start
    (folder / "usb" / "bare").unlink()
    return taken


if __name__ == "__main__":
    kind, place = sys.argv[1:]
    print({"ours": ours, "bare": bare}[kind](Path(place)) * 1000)
