"""The page on the format is enough to write a reader by: here is one without any code of ours."""

import hmac
import json
import re
import zlib
from hashlib import sha256

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.domain.check_codes import read_codes
from desktop.exchange import errors, limits
from desktop.exchange.errors import ExchangeError
from desktop.exchange.package import seal_package
from desktop.exchange.receipt import seal_receipt
from desktop.paths import resource
from tests.exchange.making import SECRET, commune, offices, package, receipt, superior

PAGE = resource("help/package-format.md").read_text(encoding="utf-8")


def unsealed(file: bytes, secret: str) -> bytes:
    return bytes(pyrage.decrypt(file[8:], [pyrage.x25519.Identity.from_str(secret)]))


def verify(public: str, signature: bytes, message: bytes) -> None:
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)


def last_digits(data: bytes, count: int) -> str:
    return str(int.from_bytes(data, "big") % 10**count).zfill(count)


def test_a_package_is_read_by_the_page_alone() -> None:
    file = seal_package(package(), (superior().public.age, commune().public.age))
    assert file[:8] == b"SO138P\x01\x00"
    content = unsealed(file, superior().sealing.secret)
    length = int.from_bytes(content[64:68], "big")
    manifest = json.loads(content[68 : 68 + length])
    verify(
        manifest["signer"]["public"],
        content[:64],
        b"so138-package\0" + file[:8] + content[64:],
    )
    snapshot = zlib.decompress(content[68 + length :])
    assert manifest["payload"]["sha256"] == sha256(snapshot).hexdigest()
    assert json.loads(snapshot)["snapshot"]["code"] == manifest["unit"]["code"]
    package_id = sha256(content).hexdigest()
    assert package_id == package().package_id
    groups = package().check_code.split("-")
    assert "".join(one[:4] for one in groups) == last_digits(
        sha256(package_id.encode()).digest(), 20
    )
    keys = f"so138-keys\0{manifest['signer']['public']}\0{manifest['reply_to']}"
    printed = manifest["signer"]["fingerprint"].split("-")
    assert "".join(one[:4] for one in printed) == last_digits(sha256(keys.encode()).digest(), 20)


def test_a_receipt_is_read_by_the_page_alone() -> None:
    file = seal_receipt(receipt(), keys=superior(), reply_to=commune().public.age)
    content = unsealed(file, commune().sealing.secret)
    said = json.loads(content[64:])
    verify(
        said["superior"]["public"],
        content[:64],
        b"so138-receipt\0" + file[:8] + content[64:],
    )
    message = f"so138-receipt\0{said['kind']}\0{said['package_id']}".encode()
    code = last_digits(hmac.digest(bytes.fromhex(SECRET), message, "sha256"), 12)
    assert said["code"].replace(" ", "") == code


def test_a_connection_file_is_read_by_the_page_alone() -> None:
    file = offices().connection
    said = json.loads(file[72:])
    verify(said["signing"], file[8:72], b"so138-connection\0" + file[:8] + file[72:])
    assert read_codes([superior().public.fingerprint]).wrong == ()


@pytest.mark.parametrize(
    "said",
    [
        (
            f"{limits.PACKAGE // limits.MIB} MiB, {limits.RECEIPT // limits.KIB} KiB, "
            f"{limits.CONNECTION // limits.MIB} MiB"
        ),
        f"| manifest | {limits.MANIFEST // limits.KIB} KiB |",
        (
            f"{limits.SNAPSHOT // limits.MIB} MiB, and {limits.RATIO_FREE // limits.KIB} KiB + "
            f"{limits.RATIO} times"
        ),
        (
            f"{limits.SMALL_JSON.depth} and {limits.SMALL_JSON.values:,}; in a snapshot "
            f"{limits.SNAPSHOT_JSON.depth} and {limits.SNAPSHOT_JSON.values:,}"
        ),
        f"| digits of a number | {limits.DIGITS} |",
        f"passphrase | {limits.WORK_FACTOR} |",
        f"| memory for one file | {limits.MEMORY // limits.MIB} MiB |",
        f"| memory for one file with a passphrase | {limits.LOCKED_MEMORY // limits.MIB} MiB |",
        f"writes the work factor {limits.WRITTEN_FACTOR}.",
    ],
)
def test_the_page_names_the_limits_that_hold(said: str) -> None:
    assert said in PAGE


def test_the_page_names_every_code_of_a_refusal() -> None:
    own = [one for one in vars(errors).values() if isinstance(one, type)]
    codes = {one.code for one in own if issubclass(one, ExchangeError)} - {ExchangeError.code}
    named = set(re.findall(r"`([a-z_]+)`", PAGE.split("## Codes of refusals")[1]))
    assert codes <= named


def test_the_check_digits_are_made_by_the_table_of_the_page() -> None:
    table = dict(re.findall(r"^    ([0-9]): ([0-9]{10})$", PAGE, re.MULTILINE))
    code = package().check_code.split("-")
    for place, group in enumerate(code):
        state = str(place)
        for digit in group[:4]:
            state = table[state][int(digit)]
        assert group[4] == state
    first, second = re.findall(r"`1234` .* has ([0-9]), in the second ([0-9]):", PAGE)[0]
    assert read_codes([f"1234{first}-1234{second}"]).wrong == ()
