"""A backup that is listed can be restored, by whoever it is, and however little she may write.

Source: promises P13, P15.
"""

from datetime import UTC, datetime, timedelta

from ats_desktop.domain.deliveries import Channel, Fate
from ats_desktop.services import ledger, upkeep
from ats_desktop.store import backup


def test_the_backup_that_would_be_thinned_next_can_be_restored(app):
    """The copy of the state before made the oldest of a full month needless, and that was the one asked for."""
    start = datetime(2024, 1, 1, 12, tzinfo=UTC)
    for days in range(40):
        backup.create(app.work.folder, app.backups, now=start + timedelta(days=days))
        backup.thin(app.backups, start + timedelta(days=days))
    names = [one.name for one in backup.listed(app.backups)]
    with_it = {one.at for one in backup.listed(app.backups)} | {app.work.now()}
    (next_to_go,) = {one.at for one in backup.listed(app.backups)} - backup.kept(with_it, app.work.now())
    (asked,) = (name for name in names if backup.named(app.backups, name).at == next_to_go)

    told = app.restore(asked)

    assert told.backup.name == asked


def test_who_may_only_read_what_was_sent_restores_too(app):
    """What was sent since is the owner's to note: writing it again was refused, and with it the restore."""
    reads = '{"jobs": 3, "private": 1}'
    app.work.note(levels=reads)
    made = upkeep.back_up(app.work, app.backups)
    app.work.note(levels="")
    with ledger.noting(app.work) as change:
        ledger.settle(
            change, "deadline|job_opportunities:1|x", Channel.EMAIL, Fate.SENT, app.work.now(), to="a@b.example"
        )
    app.work.note(levels=reads)

    told = app.restore(made.name)

    assert (told.backup.name, app.work.folder.name) == (made.name, "own.2")
