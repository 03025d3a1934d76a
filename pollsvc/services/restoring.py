"""A backup put in place of what an instance holds: all of it, or nothing."""

from collections.abc import Callable

from pollsvc.backups.manifest import require_known_schema
from pollsvc.backups.reading import BackupReader
from pollsvc.domain.errors import BackupRefused
from pollsvc.domain.keys import KeyRing
from pollsvc.services.installing import holds_anything
from pollsvc.storage import catalogue, copying, migrating, occupancy, waves
from pollsvc.storage.forgetting import forget_writes
from pollsvc.storage.session import reading

Progress = Callable[[int], None]


def require_place(*, replace: bool) -> None:
    """Refuse where a backup would replace something, or others are at work.

    Args:
        replace: Whether that is what is wanted.

    Raises:
        BackupRefused: The instance holds polls or staff members.
        InstanceInUse: Another program has the database open.
    """
    if holds_anything() and not replace:
        msg = (
            "The instance holds polls or staff members already; --replace puts the "
            "backup in their place."
        )
        raise BackupRefused(msg)
    occupancy.require_alone()


def check(
    backup: BackupReader, *, keys: KeyRing, without_key: bool, progress: Progress
) -> None:
    """Refuse a backup that is not whole and ours, or that lacks its keys here.

    Reads all of it, and changes nothing.

    Args:
        backup: The backup.
        keys: The instance's secrets, with those that the backup brings.
        without_key: Whether a missing key is to be put up with.
        progress: Told now and then how many more rows were looked at.

    Raises:
        BackupRefused: Saying what is the matter.
    """
    require_known_schema(backup.manifest, migrating.newest())
    sealed = backup.is_sealed_by(keys)
    if sealed is False:
        msg = "The backup was changed after it was written. Nothing was changed here."
        raise BackupRefused(msg)
    missing = {*backup.manifest.keys_needed, backup.sealed_by} - {*keys.names}
    if missing and not without_key:
        raise BackupRefused(_missing_words(missing))
    backup.verify(progress)


def put_in_place(backup: BackupReader, *, keys: KeyRing, progress: Progress) -> None:
    """Replace everything in the database by a backup that was checked.

    Args:
        backup: The backup.
        keys: The instance's secrets, the newest of which keys new waves.
        progress: Told now and then how many more rows are in.

    Raises:
        BackupRefused: Its rows do not fit their tables; nothing was changed.
        NotInstalled: The database is of a newer version of the program.
        StoreUnavailable: It cannot take the rows; nothing was changed.
    """
    with reading() as connection:
        last = catalogue.revision_if_any(connection)
    with migrating.new_schema(backup.manifest.revision) as connection:
        for name in backup.manifest.tables:
            copying.fill(connection, name, backup.table(name), progress)
        migrating.upgrade_within(connection)
        # The order of keys here may be another: what went by it must not from now on.
        waves.name_unnamed(connection, backup.manifest.unnamed_key)
        catalogue.use_key(connection, keys.names[0])
        catalogue.go_past(connection, last)
    forget_writes()


def _missing_words(missing: set[str]) -> str:
    names = ", ".join(sorted(missing))
    key = "the secret key" if len(missing) == 1 else "the secret keys"
    return (
        f"The backup needs {key} {names}, which this instance lacks: put the lines of "
        "the secret.key of that time below those here. With --without-key it is "
        "restored all the same: then polls of that time take no answers, and no "
        "receipt opens one."
    )
