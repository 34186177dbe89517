"""Sổ 138: the outreach month of a commune's Steering Committee 138, from paper to print.

ARCHITECTURE, for whoever opens this code for the first time. One idea: a funnel, one direction. ::

     what the user did                                  what the user sees
            |                                                   ^
            v                                                   |
      ui  or  cli  --draft-->  actions  --rows, facts-->  domain |  Changes: what was touched
                                  |                             |
                                  +-->  db · reports · exchange · sheets   (blind to each other)

======================  ==========================================  ============================
room                    duty                                        may import
======================  ==========================================  ============================
``domain/``             periods, groups, sessions, models, counts,  standard library only
                        checks and the snapshot: pure functions
                        over frozen values
``wording/``            codes, kinds and problems into words        domain, i18n
``db/``                 the encrypted store: keys, migrations,      domain, files
                        queries, writes, backups, audit chain
``reports/``            a paper as a document tree, then PDF; takes domain, wording, i18n,
                        values, never the store                     paths, files
``exchange/``           files between offices: packages, receipts,  domain, files
                        keys, sticks; what of them counts
``sheets/``             the officers' Excel lists into drafts and   domain, paths, files
                        problems
``actions/``            the verbs; one transaction per write; the   domain, db, reports, exchange,
                        only way to the store                       sheets, wording, leaves
``cli.py``              the command-line door: the call and its     commands, actions, domain,
                        exit code                                   wording, leaves
``commands/``           the commands behind that door               actions, domain, wording,
                                                                    leaves
``ui/``                 windows, models, delegates, dialogs; the    actions, domain, wording,
                        only room with Qt                           leaves
``app.py``              composition root                            all
======================  ==========================================  ============================

Leaves carry one concern each: ``i18n``, ``paths``, ``files``, ``log``, ``settings``, ``crash``,
``private``, ``pc_accounts``. Every start goes through ``starting``; with ``own_files`` and
``part_trials`` it stands on the standard library alone, so that it tells what is missing, whatever
that is.

A write: dialog or grid builds a frozen draft; an action asks the domain, which returns problems
as values; one transaction writes rows and audit entry; the action returns ``Changes``; one signal
tells every view, and each view decides for itself whether to reload. A read: action, query,
frozen rows, domain computes, table model or document tree. Nothing flows sideways.

One connection on one worker thread: the store is opened exclusively, so every second connection
would fail. Nothing here opens a socket: the program works offline and stays offline.

Where to look: a counting rule is in ``domain``; the headings of Excel lists and the sentences of
papers are data in ``resources``; a Vietnamese sentence of the screen is in
``resources/translations/vi``. ``tests/test_architecture.py`` holds the table above.
"""

__version__ = "0.1.0"
