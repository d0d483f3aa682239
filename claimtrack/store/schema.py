"""The tables, indexes, triggers, full-text search and migrations of the database."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from claimtrack.errors import StoreError
from claimtrack.store.views import VIEWS

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION", "check_version", "is_claimtrack", "migrate"]

SCHEMA_VERSION = 6
# "clmt" in the file's header: tells a claimtrack database from any other SQLite file.
APPLICATION_ID = 0x636C6D74

# Words that a person may search by: stems ("released" finds "release"), accents folded.
_TOKENIZER = "porter unicode61 remove_diacritics 2"

_TABLES = """
CREATE TABLE sources (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE articles (
    id TEXT PRIMARY KEY NOT NULL,
    title TEXT,
    source TEXT REFERENCES sources(id),
    published TEXT,
    url TEXT,
    byline TEXT,
    revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0),
    latest INTEGER NOT NULL DEFAULT 1 CHECK (latest IN (0, 1)),
    copy_of TEXT REFERENCES articles(id),
    added TEXT NOT NULL,
    -- Last, so that the rest of a row is read without passing through it.
    text TEXT NOT NULL
);
CREATE TABLE signatures (
    article TEXT PRIMARY KEY NOT NULL REFERENCES articles(id),
    signature BLOB NOT NULL
);
CREATE TABLE speakers (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'body', 'place', 'anonymous'))
);
CREATE TABLE speaker_aliases (
    speaker TEXT NOT NULL REFERENCES speakers(id),
    alias TEXT NOT NULL,
    PRIMARY KEY (speaker, alias)
) WITHOUT ROWID;
CREATE TABLE manual_aliases (
    alias TEXT PRIMARY KEY NOT NULL,
    speaker_name TEXT NOT NULL,
    added TEXT NOT NULL
);
CREATE TABLE mentions (
    article TEXT NOT NULL REFERENCES articles(id),
    name TEXT NOT NULL,
    mention TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'body', 'place', 'anonymous')),
    acronym TEXT,
    speaker TEXT REFERENCES speakers(id),
    PRIMARY KEY (article, name)
) WITHOUT ROWID;
CREATE TABLE topics (
    id TEXT PRIMARY KEY NOT NULL,
    label TEXT NOT NULL,
    terms TEXT NOT NULL,
    claims INTEGER NOT NULL
);
CREATE TABLE claims (
    id TEXT PRIMARY KEY NOT NULL,
    text TEXT NOT NULL,
    speaker TEXT REFERENCES speakers(id),
    target TEXT REFERENCES speakers(id),
    topic TEXT REFERENCES topics(id),
    form TEXT NOT NULL CHECK (form IN ('direct', 'indirect', 'mixed', 'narrated')),
    article TEXT NOT NULL REFERENCES articles(id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL CHECK ("end" > start),
    speaker_name TEXT,
    mention TEXT,
    cue TEXT,
    cue_class TEXT,
    target_name TEXT,
    negated INTEGER NOT NULL DEFAULT 0 CHECK (negated IN (0, 1)),
    modality TEXT NOT NULL DEFAULT 'asserted',
    reported_by TEXT,
    sentence TEXT NOT NULL,
    sentence_start INTEGER NOT NULL
);
CREATE TABLE embeddings (
    content_hash TEXT NOT NULL,
    model TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (content_hash, model)
);
CREATE TABLE relations (
    a TEXT NOT NULL REFERENCES claims(id),
    b TEXT NOT NULL REFERENCES claims(id),
    model TEXT NOT NULL,
    basis TEXT NOT NULL DEFAULT '',
    label TEXT NOT NULL CHECK (label IN ('conflict', 'agree', 'neither')),
    kind TEXT,
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (a, b, model),
    CHECK (a < b),
    CHECK ((kind IS NOT NULL) = (label = 'conflict'))
) WITHOUT ROWID;
CREATE TABLE disputes (
    id TEXT PRIMARY KEY NOT NULL,
    question TEXT NOT NULL,
    kind TEXT NOT NULL,
    score REAL NOT NULL,
    rank INTEGER NOT NULL,
    topic TEXT REFERENCES topics(id),
    headline_a TEXT NOT NULL REFERENCES claims(id),
    headline_b TEXT NOT NULL REFERENCES claims(id),
    reasons TEXT NOT NULL,
    found TEXT NOT NULL
);
CREATE TABLE dispute_sides (
    dispute TEXT NOT NULL REFERENCES disputes(id) ON DELETE CASCADE,
    side INTEGER NOT NULL,
    position TEXT NOT NULL,
    speakers TEXT NOT NULL,
    PRIMARY KEY (dispute, side)
) WITHOUT ROWID;
CREATE TABLE dispute_claims (
    dispute TEXT NOT NULL REFERENCES disputes(id) ON DELETE CASCADE,
    side INTEGER NOT NULL,
    place INTEGER NOT NULL,
    claim TEXT NOT NULL REFERENCES claims(id),
    PRIMARY KEY (dispute, side, place),
    FOREIGN KEY (dispute, side) REFERENCES dispute_sides(dispute, side) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    dispute TEXT NOT NULL,
    question TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('confirmed', 'rejected', 'unsure')),
    note TEXT,
    reviewer TEXT,
    created TEXT NOT NULL,
    headline_a TEXT NOT NULL REFERENCES claims(id),
    headline_b TEXT NOT NULL REFERENCES claims(id)
);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    created TEXT NOT NULL,
    version TEXT NOT NULL,
    summary TEXT NOT NULL
);
CREATE TABLE state (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);
"""

_INDEXES = """
CREATE UNIQUE INDEX one_latest_revision ON articles(url) WHERE latest = 1;
CREATE UNIQUE INDEX articles_url_revision ON articles(url, revision);
CREATE INDEX articles_source ON articles(source);
CREATE INDEX articles_published ON articles(published);
CREATE INDEX articles_copy_of ON articles(copy_of);
CREATE INDEX articles_latest ON articles(latest, id);
CREATE INDEX speakers_name ON speakers(name);
CREATE INDEX speaker_aliases_alias ON speaker_aliases(alias);
CREATE INDEX mentions_speaker ON mentions(speaker);
CREATE INDEX claims_article ON claims(article, start);
CREATE INDEX claims_speaker ON claims(speaker);
CREATE INDEX claims_target ON claims(target);
CREATE INDEX claims_topic ON claims(topic);
CREATE INDEX relations_b ON relations(b);
CREATE INDEX disputes_rank ON disputes(rank);
CREATE INDEX disputes_topic ON disputes(topic);
CREATE INDEX disputes_headline_a ON disputes(headline_a);
CREATE INDEX disputes_headline_b ON disputes(headline_b);
CREATE INDEX dispute_claims_claim ON dispute_claims(claim);
CREATE INDEX reviews_dispute ON reviews(dispute);
CREATE INDEX reviews_headline_a ON reviews(headline_a);
CREATE INDEX reviews_headline_b ON reviews(headline_b);
"""

# A replaced row fires no delete trigger unless a connection asks for it, hence the third.
_REVIEWS_ONLY_GROW = """
CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews BEGIN
    SELECT RAISE(ABORT, 'reviews are only ever added');
END;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews BEGIN
    SELECT RAISE(ABORT, 'reviews are only ever added');
END;
CREATE TRIGGER reviews_no_replace BEFORE INSERT ON reviews
WHEN EXISTS (SELECT 1 FROM reviews WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'reviews are only ever added');
END;
"""

_DATED_ALIASES = """
CREATE TABLE dated_aliases (
    id INTEGER PRIMARY KEY,
    alias TEXT NOT NULL,
    speaker_name TEXT NOT NULL,
    valid_from TEXT,
    valid_until TEXT,
    added TEXT NOT NULL,
    CHECK (valid_from IS NOT NULL OR valid_until IS NOT NULL)
)
"""

_OPINIONS = """
CREATE TABLE answers (
    id TEXT PRIMARY KEY NOT NULL,
    model TEXT NOT NULL,
    text TEXT NOT NULL,
    created TEXT NOT NULL
);
CREATE TABLE opinions (
    a TEXT NOT NULL REFERENCES claims(id),
    b TEXT NOT NULL REFERENCES claims(id),
    model TEXT NOT NULL,
    opposes INTEGER NOT NULL CHECK (opposes IN (0, 1)),
    kind TEXT,
    answer TEXT NOT NULL REFERENCES answers(id),
    PRIMARY KEY (a, b, model),
    CHECK (a < b),
    CHECK ((kind IS NOT NULL) = opposes)
) WITHOUT ROWID;
CREATE INDEX opinions_b ON opinions(b);
CREATE INDEX opinions_answer ON opinions(answer);
"""

_FETCHES = """
CREATE TABLE fetches (
    url TEXT PRIMARY KEY NOT NULL,
    final_url TEXT NOT NULL,
    listing TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('read', 'followed', 'failed')),
    status INTEGER,
    reason TEXT,
    etag TEXT,
    modified TEXT,
    article TEXT REFERENCES articles(id),
    fetched TEXT NOT NULL,
    CHECK ((article IS NOT NULL) = (outcome = 'read'))
);
CREATE INDEX fetches_article ON fetches(article);
"""

# Articles stored before it was looked for were all read as English; theirs stays empty.
_LANGUAGE = "ALTER TABLE articles ADD COLUMN language TEXT"


def check_version(connection: sqlite3.Connection, name: str) -> bool:
    """Return whether the database still needs `migrate`.

    ``name`` is what the errors call it. Raises StoreError for a database that a newer
    claimtrack made and for one that belongs to another program.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and (tables or application or version):
        raise StoreError(f"{name} is an SQLite database, but not one that claimtrack made")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{name} has schema version {version}, made by a newer claimtrack; "
            f"this one knows versions up to {SCHEMA_VERSION}: upgrade claimtrack"
        )
    return version < SCHEMA_VERSION


def is_claimtrack(connection: sqlite3.Connection) -> bool:
    """Tell whether claimtrack made the database that a connection is open on."""
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)


def migrate(db: Database) -> None:
    """Bring the database to SCHEMA_VERSION; to be called inside a write transaction."""
    _migrations().apply(db)
    # Both live in the file's header and are part of the transaction as well.
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _migrations() -> Migrations:
    """Return every step from an empty file to SCHEMA_VERSION; a released step never changes."""
    from sqlite_utils.migrations import Migrations

    steps = Migrations("claimtrack")
    steps(name="0001_tables_search_views")(_tables_search_views)
    steps(name="0002_dated_aliases")(_dated_aliases)
    steps(name="0003_opinions")(_opinions)
    steps(name="0004_language")(_language)
    steps(name="0005_fetches")(_fetches)
    steps(name="0006_reviews_by_time")(_renew_views)
    return steps


def _tables_search_views(db: Database) -> None:
    db.executescript(_TABLES)
    db.executescript(_INDEXES)
    db.executescript(_REVIEWS_ONLY_GROW)
    _enable_search(db, "articles", ("title", "text"))
    _enable_search(db, "claims", ("text", "speaker_name", "sentence"))
    _renew_views(db)


def _dated_aliases(db: Database) -> None:
    db.execute(_DATED_ALIASES)


def _opinions(db: Database) -> None:
    db.executescript(_OPINIONS)
    _renew_views(db)


def _fetches(db: Database) -> None:
    db.executescript(_FETCHES)


def _language(db: Database) -> None:
    db.execute(_LANGUAGE)


def _renew_views(db: Database) -> None:
    """Give every view its present form; one may name tables that a later step makes."""
    for name, sql in VIEWS.items():
        db.create_view(name, sql, replace=True)


def _enable_search(db: Database, table: str, columns: tuple[str, ...]) -> None:
    db.table(table).enable_fts(columns, create_triggers=True, tokenize=_TOKENIZER)
    # The trigger of sqlite-utils would index a text anew whenever its topic changes.
    [trigger] = [t for t in db.table(table).triggers if t.name == f"{table}_au"]
    narrowed = trigger.sql.replace("AFTER UPDATE ON", f"AFTER UPDATE OF {', '.join(columns)} ON", 1)
    db.execute(f"DROP TRIGGER {trigger.name}")
    db.execute(narrowed)
