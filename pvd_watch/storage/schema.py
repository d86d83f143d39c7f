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
from pvd_watch.storage.facet_tables import FACETS
from pvd_watch.storage.health_tables import HEALTH
from pvd_watch.storage.job_tables import JOBS
from pvd_watch.storage.page_tables import STATES_AND_PAGES
from pvd_watch.storage.provider_login_tables import PROVIDER_LOGINS
from pvd_watch.storage.removal_tables import REMOVALS
from pvd_watch.storage.report_tables import REPORTS
from pvd_watch.storage.review_tables import REVIEWS
from pvd_watch.storage.sending_tables import SENDINGS
from pvd_watch.storage.task_tables import TASKS
from pvd_watch.storage.thread_tables import THREADS
from pvd_watch.storage.token_tables import API_TOKENS

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

    Step = Callable[[Database], None]

MIGRATION_SET = "pvd_watch"
"""The name of our migrations in the table ``_sqlite_migrations``."""
APPLICATION_ID = 0x50564457
"""``PVDW``: SQLite's application id, by which our files are told from foreign ones."""

_WATCH = """
CREATE TABLE sources ( -- a press title or institution that is watched; what a run learnt of it
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,              -- feed, news-sitemap, listing or search
    url TEXT NOT NULL,               -- the address in the catalogue
    homepage TEXT NOT NULL,
    departments TEXT NOT NULL,       -- COG codes parted by a space; empty: national
    weight REAL NOT NULL,            -- of several carriers the highest gives title and summary
    full_text TEXT NOT NULL,         -- never, matched or always
    enabled INTEGER NOT NULL,
    learnt_url TEXT NOT NULL DEFAULT '',      -- where permanent redirects led
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    body_hash TEXT NOT NULL DEFAULT '',
    last_polled_at TEXT NOT NULL DEFAULT '',
    last_ok_at TEXT NOT NULL DEFAULT '',
    last_new_at TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,      -- in a row, up to now
    failure_stage TEXT NOT NULL DEFAULT '',
    failure_message TEXT NOT NULL DEFAULT ''
);
CREATE TABLE hosts ( -- what the next crawl must know of a host (name or name:port)
    host TEXT PRIMARY KEY,
    delay_seconds REAL NOT NULL,
    robots_text TEXT NOT NULL,
    robots_status INTEGER NOT NULL,  -- 0: no answer, -1: never asked
    robots_at TEXT NOT NULL,
    not_before TEXT NOT NULL,        -- no request before this time
    requests_day TEXT NOT NULL,
    requests_count INTEGER NOT NULL
);
CREATE TABLE runs ( -- one pass of the line
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',         -- ok, failed, or empty while it runs (or was killed)
    result TEXT NOT NULL DEFAULT '{}'         -- counts, as JSON
);
CREATE TABLE fetches ( -- one poll of one source
    id INTEGER PRIMARY KEY,
    run_id INTEGER REFERENCES runs(id),
    source_id TEXT NOT NULL REFERENCES sources(id),
    at TEXT NOT NULL,
    status INTEGER NOT NULL,         -- HTTP status, 0: none
    url TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    seconds REAL NOT NULL,
    entries INTEGER NOT NULL,        -- in the body
    new_entries INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    failure_stage TEXT NOT NULL DEFAULT '',
    failure_message TEXT NOT NULL DEFAULT ''
);
CREATE INDEX fetches_source ON fetches(source_id, id);
CREATE INDEX fetches_run ON fetches(run_id);
CREATE TABLE jobs ( -- work asked for from outside the line
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    argument TEXT NOT NULL,
    state TEXT NOT NULL,             -- waiting, running, done or failed
    asked_by TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    done_at TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL DEFAULT ''
);
"""

_DIGESTS = """
CREATE TABLE communes ( -- one row a current commune of France (COG); pvd marks the programme's towns
    insee TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    region TEXT NOT NULL,
    population INTEGER NOT NULL,
    postcodes TEXT NOT NULL,         -- parted by a space
    lon REAL,
    lat REAL,
    pvd INTEGER NOT NULL
);
CREATE INDEX communes_department ON communes(department);
CREATE TABLE commune_names ( -- every name that leads to a current commune
    insee TEXT NOT NULL REFERENCES communes(insee),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,              -- actuelle, deleguee, associee, ancienne or alias
    own_code TEXT NOT NULL           -- the code this name has or had of its own
);
CREATE INDEX commune_names_insee ON commune_names(insee);
CREATE TABLE facts ( -- what the program must remember of itself: the stamp of the communes' file
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE digests ( -- one a local day, over the window (from_at, to_at]
    day TEXT PRIMARY KEY,
    from_at TEXT NOT NULL,
    to_at TEXT NOT NULL,
    state TEXT NOT NULL,             -- draft or published
    articles INTEGER NOT NULL,       -- first seen in the window, linked or not
    sources INTEGER NOT NULL         -- that carried them
);
CREATE TABLE digest_items ( -- what a digest shows, kept as it was shown
    day TEXT NOT NULL REFERENCES digests(day),
    rank INTEGER NOT NULL,
    story_id INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    shown TEXT NOT NULL,             -- JSON: title, outlet, url, date, communes, extract
    PRIMARY KEY (day, rank)
) WITHOUT ROWID;
CREATE INDEX digest_items_article ON digest_items(article_id);
CREATE TABLE verdicts ( -- an editor's answer on (article, commune); it outranks the linker for ever
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    insee TEXT NOT NULL,
    answer TEXT NOT NULL,            -- accept, reject, correct or add
    insee_to TEXT NOT NULL DEFAULT '',
    editor TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT NOT NULL DEFAULT ''
);
CREATE INDEX verdicts_article ON verdicts(article_id);
CREATE TABLE reviews ( -- an editor's decision on a digest or story
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    story_id INTEGER,
    action TEXT NOT NULL,            -- keep, drop, move, pin, publish...
    value TEXT NOT NULL DEFAULT '{}',
    editor TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT NOT NULL DEFAULT ''
);
CREATE INDEX reviews_day ON reviews(day);
"""

_NAME_RULES = """
CREATE TABLE name_rules ( -- an editors' rule: in this source, this name never means that commune
    id INTEGER PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources(id),
    name TEXT NOT NULL,              -- as it stands in the text, whatever its case, accents and hyphens
    insee TEXT NOT NULL,
    editor TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT NOT NULL DEFAULT ''
);
"""


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
    for script in (_WATCH, ARTICLES, _DIGESTS):
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
    _run_script(db, _NAME_RULES)


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
