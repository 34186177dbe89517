"""Why a file between offices is refused: a stable code and the details of a sentence."""


class ExchangeError(Exception):
    """A file, key or passphrase is refused; ``details`` fill the sentence that ``code`` names."""

    code = "exchange_error"

    def __init__(self, **details: str) -> None:
        said = " ".join(f"{name}={value}" for name, value in details.items())
        super().__init__(f"{self.code} {said}".rstrip())
        self.details: dict[str, str] = details


class NotAPackageError(ExchangeError):
    """The file does not begin as a package does."""

    code = "not_a_package"


class NotAFileError(ExchangeError):
    """The path is a device, a pipe or something else that only looks like a file."""

    code = "not_a_file"


class NotAReceiptError(ExchangeError):
    """The file does not begin as a receipt does."""

    code = "not_a_receipt"


class NotAConnectionError(ExchangeError):
    """The file does not begin as a connection file does."""

    code = "not_a_connection"


class TooBigError(ExchangeError):
    """The file, or what it says it holds, is larger than any that the program writes."""

    code = "too_big"


class TooNewError(ExchangeError):
    """A newer version of the program wrote the file, in a format that this one cannot read."""

    code = "too_new"


class DamagedError(ExchangeError):
    """The file is not as it was written: cut off, changed or added to on its way."""

    code = "damaged"


class NotForUsError(ExchangeError):
    """The file was made for another office, or its first part is damaged."""

    code = "not_for_us"


class PassphraseNeededError(ExchangeError):
    """The file is locked with a passphrase, and none was given."""

    code = "passphrase_needed"


class WrongPassphraseError(ExchangeError):
    """The passphrase is not the one that the file was locked with."""

    code = "wrong_passphrase"


class PassphraseMistypedError(ExchangeError):
    """What was typed is no passphrase: digits are missing, or it holds something else."""

    code = "passphrase_mistyped"


class PassphraseGroupMistypedError(PassphraseMistypedError):
    """Groups of the passphrase are mistyped; ``groups`` names which, counted from 1."""

    code = "passphrase_group_mistyped"


class BadSignatureError(ExchangeError):
    """What the file holds was changed after it was signed, or signed by somebody else."""

    code = "bad_signature"


class BadManifestError(ExchangeError):
    """The signed first part is not what the format says; ``place`` names the key."""

    code = "bad_manifest"


class BadPayloadError(ExchangeError):
    """The figures in the file are not a snapshot that can be read; ``place`` names where."""

    code = "bad_payload"


class PayloadMismatchError(ExchangeError):
    """The figures are not those that the signed first part names; ``place`` names the key."""

    code = "payload_mismatch"


class PeriodMismatchError(ExchangeError):
    """The figures belong to another unit or period than the signed first part says."""

    code = "period_mismatch"


class DraftPackageError(ExchangeError):
    """The figures are those of an open period: a draft, which nobody reports."""

    code = "draft"


class UnknownSignerError(ExchangeError):
    """A receipt is signed by an office that the commune does not know."""

    code = "unknown_signer"


class BadReceiptError(ExchangeError):
    """A receipt is not what the format says; ``place`` names the key."""

    code = "bad_receipt"


class BadConnectionError(ExchangeError):
    """A connection file is not what the format says; ``place`` names the key."""

    code = "bad_connection"


class BadKeyError(ExchangeError):
    """A key is none, or cannot be used."""

    code = "bad_key"
