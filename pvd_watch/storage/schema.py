"""Tables, indexes and triggers of ``data/pvd_watch.db``, as forward migrations.

The file is read from outside (SQL, Datasette), so each table explains itself in a comment that SQLite keeps.
Times are UTC text ``YYYY-MM-DDTHH:MM:SSZ``, days Europe/Paris ``YYYY-MM-DD``, codes of communes and departments text.
"""

from __future__ import annotations

from collections.abc import Callable
from sqlite3 import complete_statement
from typing import TYPE_CHECKING

from pvd_watch.storage.account_tables import ACCOUNTS
from pvd_watch.storage.article_tables import ARTICLES
from pvd_watch.storage.candidate_tables import CANDIDATES
from pvd_watch.storage.commune_keys import put_keys
from pvd_watch.storage.digest_lines import DIGEST_LINES
from pvd_watch.storage.digest_tables import DIGESTS
from pvd_watch.storage.facet_tables import FACETS
from pvd_watch.storage.health_tables import HEALTH
from pvd_watch.storage.job_tables import JOBS
from pvd_watch.storage.name_rule_tables import NAME_RULES
from pvd_watch.storage.page_tables import STATES_AND_PAGES
from pvd_watch.storage.provider_login_tables import PROVIDER_LOGINS
from pvd_watch.storage.removal_tables import REMOVALS
from pvd_watch.storage.report_tables import REPORTS
from pvd_watch.storage.review_tables import REVIEWS
from pvd_watch.storage.sending_tables import SENDINGS
from pvd_watch.storage.task_tables import TASKS
from pvd_watch.storage.thread_tables import THREADS
from pvd_watch.storage.token_tables import API_TOKENS
from pvd_watch.storage.watch_tables import WATCH

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

    Step = Callable[[Database], None]

MIGRATION_SET = "pvd_watch"
"""The name of our migrations in the table ``_sqlite_migrations``."""
APPLICATION_ID = 0x50564457
"""``PVDW``: SQLite's application id, by which our files are told from foreign ones."""


def _run_script(db: Database, script: str) -> None:
    """Run statements one by one: ``executescript`` would commit the migration's transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            db.conn.execute(statement.strip())
            statement = ""


_steps: list[Step] = []


def _migration(step: Step) -> Step:
    """Put a step at the end of the list; its name is what the file remembers of it."""
    _steps.append(step)
    return step


@_migration
def m001_first_tables(db: Database) -> None:
    """The tables of the first release."""
    for script in (WATCH, ARTICLES, DIGESTS):
        _run_script(db, script)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@_migration
def m002_states_and_pages(db: Database) -> None:
    """Rhythms and states of sources, notices, texts of pages, several addresses of one article, searches."""
    _run_script(db, STATES_AND_PAGES)


@_migration
def m003_listings_verified(db: Database) -> None:
    """The day on which a listing that waited for its check passed it."""
    db.conn.execute("ALTER TABLE sources ADD COLUMN verified TEXT NOT NULL DEFAULT ''")


@_migration
def m004_name_rules(db: Database) -> None:
    """Editors' rules on names, which the linker obeys as it obeys verdicts."""
    _run_script(db, NAME_RULES)


@_migration
def m005_reviews(db: Database) -> None:
    """The editors' way: versions of days, drafts as they were before, pairs kept together or apart."""
    _run_script(db, REVIEWS)


@_migration
def m006_sendings(db: Database) -> None:
    """Who got which digest by mail."""
    _run_script(db, SENDINGS)


@_migration
def m007_digest_lines(db: Database) -> None:
    """Items of digests in columns, for the newsletter and the statistics."""
    _run_script(db, DIGEST_LINES)


@_migration
def m008_threads(db: Database) -> None:
    """What grouping must know of Stories and Articles to go on where it was."""
    _run_script(db, THREADS)


@_migration
def m009_accounts(db: Database) -> None:
    """Accounts of the desk and their sessions."""
    _run_script(db, ACCOUNTS)


@_migration
def m010_candidates(db: Database) -> None:
    """Refused candidates, names by their beginnings, what editors read, who took a rule back."""
    _run_script(db, CANDIDATES)
    put_keys(db.conn)


@_migration
def m011_jobs(db: Database) -> None:
    """Work that editors ask for."""
    _run_script(db, JOBS)


@_migration
def m012_tasks(db: Database) -> None:
    """What the schedule does by itself, and how it went."""
    _run_script(db, TASKS)


@_migration
def m013_removals(db: Database) -> None:
    """What was removed on request, and stays out."""
    _run_script(db, REMOVALS)


@_migration
def m014_health(db: Database) -> None:
    """Alarms of the service itself, and what each table takes."""
    _run_script(db, HEALTH)


@_migration
def m015_stories_gone(db: Database) -> None:
    """Stories by the one they became: a merger must not read all Stories of the archive."""
    db.conn.execute("CREATE INDEX stories_gone ON stories(merged_into) WHERE merged_into IS NOT NULL")


@_migration
def m016_provider_logins(db: Database) -> None:
    """Logins under way at the OpenID Connect provider."""
    _run_script(db, PROVIDER_LOGINS)


@_migration
def m017_reports(db: Database) -> None:
    """Errors that readers report."""
    _run_script(db, REPORTS)


@_migration
def m018_api_tokens(db: Database) -> None:
    """Keys of programs that may read what is not public."""
    _run_script(db, API_TOKENS)


@_migration
def m019_digest_facets(db: Database) -> None:
    """Lines of digests by town, department and theme; carriers by source, for the search."""
    _run_script(db, FACETS)


@_migration
def m020_licences(db: Database) -> None:
    """What allows the reading of a title's texts against their reservation."""
    db.conn.execute("ALTER TABLE sources ADD COLUMN licence TEXT NOT NULL DEFAULT ''")


NAMES = frozenset(step.__name__ for step in _steps)
"""All migrations that this program knows."""


def migrations() -> Migrations:
    """All steps in their order, to be applied to a file that has not been through each of them.

    What applies them is imported here: it takes a fifth of the start of a command, and hardly any has work for it.
    """
    from sqlite_utils import Migrations

    found = Migrations(MIGRATION_SET)
    for step in _steps:
        found()(step)
    return found
