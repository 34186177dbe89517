"""Files between offices: packages, receipts and connection files, as values and bytes.

Everything here is a pure function of bytes, keys and values: no store, no words, no clock.
A file is read as if somebody hostile had written it: sizes stand before every allocation, and
each refusal is an :class:`~desktop.exchange.errors.ExchangeError` with a stable code. The page
``resources/help/package-format.md`` and the schema beside it tell the same to other programs.
"""
