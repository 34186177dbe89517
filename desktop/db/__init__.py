"""The store: opening, keys, migrations, queries, writes, backups and the audit chain.

The only room that knows sqlcipher3 and sqlite-utils. It takes and gives domain values.
"""
