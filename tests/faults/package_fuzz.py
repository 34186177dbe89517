"""Hostile files between offices: ``python -m tests.faults.package_fuzz --inputs 1000000``.

Six ways in turn: the sealed file; what stands inside the seal; what was changed and signed again
by a stranger, and by the sender's own key; receipts and connection files. A reader may only
refuse with a code, or give a package that is not the sender's unless the sender's key signed it.
It may not crash, hang, or take more memory than ``limits.MEMORY``. Ends with 1 when it did.
"""

import argparse
import json
import random
import resource
import sys
import time
import tracemalloc
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from hashlib import sha256

from desktop.domain.snapshot import snapshot_bytes
from desktop.exchange import connection, limits, package, receipt
from desktop.exchange.errors import ExchangeError
from desktop.exchange.heads import FileKind
from desktop.exchange.keys import SigningKey
from desktop.exchange.package import Package, Reader
from tests.exchange import making
from tests.faults.mutations import BOMBS, damaged_bytes, damaged_json

SLOWEST = 2.0
"""Seconds that one input may take; the ordinary ones take less than a thousandth of it."""
_SHARE = 20_000


class Way(StrEnum):
    """Where the damage is done."""

    SEALED = "sealed file"
    INSIDE = "inside the seal"
    STRANGER = "signed again by a stranger"
    SENDER = "signed again by the sender"
    RECEIPT = "receipt"
    CONNECTION = "connection file"


@dataclass(slots=True)
class Tally:
    """What came of the inputs; ``memory`` is the highest need of one input, in bytes."""

    inputs: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0
    memory: int = 0

    def add(self, other: "Tally") -> None:
        """Take the results of another run in."""
        self.inputs += other.inputs
        self.codes.update(other.codes)
        self.failures.extend(other.failures)
        self.slowest = max(self.slowest, other.slowest)
        self.memory = max(self.memory, other.memory)

    @property
    def line(self) -> str:
        """The result in one line, with the codes by how often they came."""
        codes = ", ".join(f"{code} {count:,}" for code, count in self.codes.most_common())
        return (
            f"{self.inputs:,} inputs, {len(self.failures)} failures, slowest "
            f"{self.slowest * 1000:.0f} ms, memory {self.memory / limits.MIB:.0f} of at most "
            f"{limits.MEMORY // limits.MIB} MiB; {codes}"
        )


@cache
def _sealed() -> bytes:
    return package.seal_package(making.package(), (making.superior().public.age,))


@cache
def _receipt_content() -> bytes:
    text = receipt._receipt_bytes(making.receipt())
    return _signed_text(b"so138-receipt\0", FileKind.RECEIPT, text)


def _signed_text(prefix: bytes, kind: FileKind, text: bytes) -> bytes:
    return making.superior().signing.sign(prefix + kind.head + text) + text


def _signed_again(chance: random.Random, key: SigningKey) -> bytes:
    """Signed content with another manifest, other figures or another way of packing them."""
    manifest, packed = making.parts(making.package().content)
    named = key.public.encode()
    manifest = manifest.replace(making.commune().signing.public.encode(), named)
    manifest = (
        manifest.replace(
            making.commune().public.fingerprint.encode(),
            making.stranger().public.fingerprint.encode(),
        )
        if key == making.stranger().signing
        else manifest
    )
    match chance.randrange(8):
        case 0 | 1 | 2:
            manifest = damaged_json(manifest, chance)
        case 3:
            packed = damaged_bytes(packed, chance)
        case 4:
            packed = chance.choice(BOMBS)
            sizes = (1 << 20, limits.SNAPSHOT, 64 << 20, 256 << 20)
            manifest = _announced(manifest, packed, chance.choice(sizes), "0" * 64)
        case _:
            data = damaged_json(making.package().snapshot_bytes, chance)
            packed = zlib.compress(data, 1)
            manifest = _announced(manifest, packed, len(data), sha256(data).hexdigest())
    return making.signed(manifest, packed, key)


def _announced(manifest: bytes, packed: bytes, size: int, digest: str) -> bytes:
    """The manifest with a payload that fits."""
    content = json.loads(manifest)
    content["payload"] |= {"bytes": size, "packed": len(packed), "sha256": digest}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def tried(way: Way, chance: random.Random) -> str:
    """What came of one input: a code, or "read"; any exception but a refusal goes through."""
    match way:
        case Way.SEALED:
            reader = Reader(keys=(making.superior().sealing,))
            return _read(lambda: package.open_package(damaged_bytes(_sealed(), chance), reader))
        case Way.INSIDE:
            content = damaged_bytes(making.package().content, chance)
            return _read(lambda: package.read_content(making.HEAD, content))
        case Way.STRANGER | Way.SENDER:
            keys = making.stranger() if way is Way.STRANGER else making.commune()
            content = _signed_again(chance, keys.signing)
            return _read(lambda: package.read_content(making.HEAD, content), way)
        case Way.RECEIPT:
            return _try_receipt(chance)
        case Way.CONNECTION:
            return _try_connection(chance)


def _read(opening: Callable[[], Package], way: Way = Way.INSIDE) -> str:
    found = opening()
    original = making.package()
    forged = (
        found.package_id != original.package_id
        and found.manifest.signer == original.manifest.signer
    )
    if forged and way is not Way.SENDER:
        raise AssertionError("another package under the sender's name")
    # What was taken over can be used: writing it again meets every value in it.
    snapshot_bytes(found.snapshot)
    return "read"


def _try_receipt(chance: random.Random) -> str:
    content, head = _receipt_content(), FileKind.RECEIPT.head
    if chance.random() < 0.5:
        found = receipt.read_receipt(head, damaged_bytes(content, chance))
        if found != making.receipt():
            raise AssertionError("another receipt under the superior's name")
        return "read"
    text = damaged_json(content[64:], chance)
    receipt.read_receipt(head, _signed_text(b"so138-receipt\0", FileKind.RECEIPT, text))
    return "read"


def _try_connection(chance: random.Random) -> str:
    data, head = making.offices().connection, FileKind.CONNECTION.head
    if chance.random() < 0.5:
        found = connection.open_connection(damaged_bytes(data, chance))
        if found != connection.open_connection(data):
            raise AssertionError("another connection file under the superior's name")
        return "read"
    text = damaged_json(data[72:], chance)
    signed = _signed_text(b"so138-connection\0", FileKind.CONNECTION, text)
    connection.open_connection(head + signed)
    return "read"


def run(*, inputs: int, seed: int, ways: tuple[Way, ...] = tuple(Way)) -> Tally:
    """Try so many inputs; the same seed gives the same ones."""
    tally = Tally()
    for number in range(inputs):
        way = ways[number % len(ways)]
        name = f"{way}, seed {seed}, input {number}"
        started = time.perf_counter()
        code = _outcome(way, random.Random(f"{seed}/{number}"), name, tally)
        took = time.perf_counter() - started
        tally.inputs += 1
        tally.codes[code] += 1
        tally.slowest = max(tally.slowest, took)
        if took > SLOWEST:
            tally.failures.append(f"slow ({took:.1f} s): {name}")
        _look_at_memory(tally, name)
    return tally


def _outcome(way: Way, chance: random.Random, name: str, tally: Tally) -> str:
    try:
        return tried(way, chance)
    except ExchangeError as error:
        return error.code
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of a library is no Exception
        tally.failures.append(f"{type(error).__name__} ({str(error)[:80]}): {name}")
        return "crash"


def _look_at_memory(tally: Tally, name: str) -> None:
    """The need of one input, while Python's own allocations are being watched."""
    if not tracemalloc.is_tracing():
        return
    need = tracemalloc.get_traced_memory()[1]
    tally.memory = max(tally.memory, need)
    tracemalloc.reset_peak()
    if need > limits.MEMORY:
        tally.failures.append(f"{need // limits.MIB} MiB: {name}")


def resident() -> int:
    """The highest memory of this process so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * limits.KIB


def share(job: tuple[int, int]) -> Tally:
    """One worker's part of a long run; memory is that of the whole process above its start."""
    inputs, seed = job
    run(inputs=len(Way), seed=-1)
    before = resident()
    tally = run(inputs=inputs, seed=seed)
    tally.memory = max(0, resident() - before)
    if tally.memory > limits.MEMORY:
        tally.failures.append(f"{tally.memory // limits.MIB} MiB: seed {seed}")
    return tally


def jobs(inputs: int) -> Iterator[tuple[int, int]]:
    """The parts of a long run."""
    for seed, start in enumerate(range(0, inputs, _SHARE)):
        yield min(_SHARE, inputs - start), seed


def main(arguments: list[str]) -> int:
    """Run, print the result, and say by the exit code whether all is well."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.package_fuzz")
    parser.add_argument("--inputs", type=int, default=1_000_000)
    asked = parser.parse_args(arguments)
    started, total = time.perf_counter(), Tally()
    with ProcessPoolExecutor() as pool:
        for part in pool.map(share, jobs(asked.inputs)):
            total.add(part)
    print(f"{total.line}; {time.perf_counter() - started:.0f} s")
    for failure in total.failures[:20]:
        print(failure)
    return 1 if total.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
