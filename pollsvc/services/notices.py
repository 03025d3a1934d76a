"""What the notices promise of the store, as it is set up here."""

from pollsvc.storage import forgetting
from pollsvc.storage.session import reading


def log_ends_with_wave() -> bool:
    """Tell whether the database's log of writes keeps nothing of closed polls.

    Raises:
        StoreUnavailable: The database cannot be reached.
    """
    with reading() as connection:
        return forgetting.log_ends_with_wave(connection)
