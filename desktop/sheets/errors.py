"""What stops the reading of a workbook as a whole."""


class SheetError(Exception):
    """A workbook that cannot be read: ``code`` is worded elsewhere with the help of ``details``."""

    def __init__(self, code: str, details: dict[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.details = details or {}
