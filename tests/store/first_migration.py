"""Makes `first_migration.db`: `python -m tests.store.first_migration`, at migration 1 and never again."""

from pathlib import Path

from onrecord.store import migrate
from onrecord.store.connection import to_write
from tests.archives import keep, named, reading


def main() -> None:
    """An archive of one article, without a log beside it."""
    if migrate.latest() != 1:
        raise SystemExit("the first migration is not the last any more: the file is kept as it is")
    path = Path(__file__).with_suffix(".db")
    path.unlink(missing_ok=True)
    connection = to_write(path)
    keep(connection, [reading(1, (named("Ines Keller"), "The bridge is safe."))])
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("VACUUM")
    connection.close()


if __name__ == "__main__":
    main()
