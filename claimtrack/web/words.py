"""What Datasette calls and says about every table, view and canned query."""

from __future__ import annotations

from typing import Any

__all__ = ["CANNED_QUERIES", "COLUMNS", "DATABASE_TITLE", "describe_database"]

DATABASE_TITLE = "Who said what, and who says otherwise"
_DATABASE_DESCRIPTION = (
    "Claims that news articles attribute to speakers, and the disputes between them. "
    "<a href='{base}/-/claimtrack'>The pages</a> are made for reading and reviewing; these are the "
    "tables below them: "
    "<a href='{base}/open_disputes'>open disputes</a>, "
    "<a href='{base}/who_contradicts_whom'>who contradicts whom</a> or "
    "<a href='{base}/claims'>all claims</a>. claimtrack shows that claims oppose each other; "
    "it never says who is right."
)

# Said once for every column of that name; a table may say it otherwise in _TABLES.
COLUMNS = {
    "acronym": "Short form that the article introduced in brackets",
    "added": "When it was stored (UTC)",
    "alias": "Another name",
    "aliases": "Other names the speaker goes by",
    "answer": "The answer it was read from",
    "article": "The article it stands in",
    "best_score": "Score of their clearest dispute, 0 to 1",
    "byline": "Who wrote it",
    "claim": "The claim",
    "claims": "How many claims",
    "copy_of": "The article that this one repeats, if it is a copy",
    "created": "When it was made (UTC)",
    "cue": "The words that signal the attribution: said, according to, accused",
    "cue_class": "What kind of words those are: say, deny, accuse, warn …",
    "decision": "What a person decided: confirmed, rejected or unsure",
    "dispute": "The dispute",
    "disputes": "How many disputes",
    "end": "Where the claim ends in the article's text, in characters",
    "first_published": "Date of the earliest article",
    "form": "direct, indirect or mixed quotation, or narrated: the article's own voice",
    "found": "When claimtrack first saw it (UTC)",
    "headline_a": "One of the two claims that show the dispute best",
    "headline_b": "The other claim that shows the dispute best",
    "id": "Made of the content, so that it stays the same whenever it is stored",
    "in_copy": "1 if it stands in a copy of another article",
    "kind": "Why the claims oppose each other: agent, denial, quantity, cause …",
    "kinds": "Why they oppose each other",
    "label": "Its own words that tell the topic from others",
    "language": "What language the text is in, as ISO 639-1 writes it: en, de, fr …",
    "last_published": "Date of the latest article",
    "latest": "1 for the latest text of its url, 0 for a superseded one",
    "mention": "The words for the speaker at this place, such as “he”",
    "modality": "asserted, conditional, question, demand, promise or prediction",
    "name": "Its name",
    "negated": "1 if the claim is a denial",
    "note": "Why the reviewer decided so",
    "opinion": "What language models say of it (claimtrack judge), the latest first",
    "opposes": "1 if the model says that they oppose each other, 0 if not",
    "place": "Where the claim stands on its side, the best first",
    "position": "What the side says, in the articles' own words",
    "positions": "What each side says",
    "published": "Date of the article",
    "question": "What is disputed",
    "rank": "Place among all disputes, the best is 1",
    "reasons": "The signals that decided, by name",
    "reported_by": "Who reports it, where A says that B claims something",
    "review": "The review that counts",
    "reviewed": "When it was reviewed (UTC)",
    "reviewer": "Who decided",
    "revision": "Counts the texts stored for one url, from 1",
    "score": "How clear it is, from 0 to 1",
    "sentence": "The sentence around the claim",
    "sentence_start": "Where that sentence starts in the article's text, in characters",
    "side": "Number of the side, from 1",
    "source": "The publication that carried it, never the speaker",
    "sources": "How many publications, or which",
    "speaker": "Whom the claim is attributed to; empty in the article's own voice",
    "speaker_a": "One speaker",
    "speaker_b": "The other speaker",
    "speaker_id": "The speaker",
    "speaker_name": "The speaker's name as this article gives it",
    "speakers": "Who says it",
    "start": "Where the claim starts in the article's text, in characters",
    "status": "open, or what a person decided last",
    "summary": "What it brought, as JSON",
    "target": "The accused, in an accusation",
    "target_name": "The accused, by the name this article gives",
    "terms": "The terms that tell the topic from others",
    "text": "The words of the claim, exactly as the article has them",
    "title": "Headline of the article",
    "topic": "What it is about",
    "topic_id": "The topic",
    "url": "Address of the article",
    "version": "The claimtrack that did it",
}

# Title, description, and what else Datasette is told, by table and view.
_TABLES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "articles": (
        "Articles",
        "News texts with where and when they were published, in every revision.",
        {
            "label_column": "title",
            "sort_desc": "published",
            "facets": ["source", "latest"],
            "columns": {"text": "The whole text, to which all offsets refer"},
        },
    ),
    "claims": (
        "Claims",
        "What articles attribute to speakers, or say in their own voice: always the article's "
        "own words at these offsets.",
        {"label_column": "text", "facets": ["form", "speaker", "topic"]},
    ),
    "disputes": (
        "Disputes",
        "Questions on which claims oppose each other. dispute_details shows their sides.",
        {"label_column": "question", "sort": "rank", "facets": ["kind", "topic"]},
    ),
    "dispute_sides": (
        "Sides of disputes",
        "The positions in every dispute, two or more.",
        {"facets": []},
    ),
    "dispute_claims": ("Claims in disputes", "Which claims hold which side of a dispute.", {}),
    "sources": ("Sources", "The publications that carried the articles.", {"label_column": "name"}),
    "speakers": (
        "Speakers",
        "People, bodies and parties that claims are attributed to, under one name each.",
        {
            "label_column": "name",
            "sort": "name",
            "facets": ["kind"],
            "columns": {"kind": "person, body, place or anonymous"},
        },
    ),
    "speaker_aliases": ("Names of speakers", "Every other name that a speaker goes by.", {}),
    "manual_aliases": (
        "Names given by hand",
        "Names that a person said belong to a speaker (claimtrack alias).",
        {"columns": {"speaker_name": "The speaker's name"}},
    ),
    "dated_aliases": (
        "Names given for a time",
        "Names that belong to a speaker in articles of certain dates (claimtrack alias --from).",
        {
            "columns": {
                "speaker_name": "The speaker's name",
                "valid_from": "First day",
                "valid_until": "Day after the last",
            }
        },
    ),
    "mentions": (
        "Casts",
        "Who speaks or is accused in an article, by the name that the article gives.",
        {"facets": ["kind"], "columns": {"kind": "person, body, place or anonymous"}},
    ),
    "topics": (
        "Topics",
        "Groups of claims about one thing, labelled by their own terms.",
        {"label_column": "label", "sort_desc": "claims"},
    ),
    "relations": (
        "Relations",
        "How two claims that were compared stand to each other.",
        {
            "sort_desc": "score",
            "facets": ["label", "kind"],
            "columns": {
                "a": "One claim",
                "b": "The other claim",
                "model": "What judged",
                "basis": "What it was judged on besides the claims' words",
                "label": "conflict, agree or neither",
            },
        },
    ),
    "reviews": (
        "Reviews",
        "Decisions of people on disputes. They are only ever added.",
        {
            "sort_desc": "id",
            "facets": ["decision", "reviewer"],
            "columns": {"id": "Counts up", "dispute": "Id of the dispute when it was reviewed"},
        },
    ),
    "opinions": (
        "Opinions of models",
        "What language models say of two claims (claimtrack judge). They count for nothing: "
        "scores and reviews are made without them.",
        {
            "facets": ["model", "opposes", "kind"],
            "columns": {"a": "One claim", "b": "The other claim", "model": "The language model"},
        },
    ),
    "answers": (
        "Answers of models",
        "What language models answered, word by word.",
        {
            "sort_desc": "created",
            "facets": ["model"],
            "columns": {
                "id": "Made of the model and what it was asked",
                "model": "The language model",
                "text": "The answer",
            },
        },
    ),
    "fetches": (
        "Visits to web addresses",
        "The latest visit to each address that articles were fetched from, and what came of it.",
        {
            "sort_desc": "fetched",
            "facets": ["outcome", "status"],
            "columns": {
                "url": "The address",
                "final_url": "Where redirects led",
                "listing": "The feed or sitemap that names it",
                "outcome": "read, followed (a feed or sitemap) or failed",
                "status": "What the server answered: 200, 404 …",
                "reason": "Why it failed",
                "etag": "By which the same answer is recognised (ETag)",
                "modified": "By which the same answer is recognised (Last-Modified)",
                "article": "The article read there",
                "fetched": "When (UTC)",
            },
        },
    ),
    "runs": ("Runs", "Every ingest and what it brought.", {"sort_desc": "id"}),
    "embeddings": (
        "Embeddings",
        "Vectors of texts, kept so that none is computed twice.",
        {
            "hidden": True,
            "columns": {
                "content_hash": "SHA-256 of the text",
                "model": "The encoder",
                "vector": "Little-endian 32-bit floats",
            },
        },
    ),
    "signatures": (
        "Signatures",
        "MinHash signatures of articles, by which copies are found.",
        {"hidden": True, "columns": {"signature": "The signature"}},
    ),
    "state": (
        "State",
        "What claimtrack remembers between runs.",
        {"hidden": True, "columns": {"key": "What", "value": "Its value"}},
    ),
    "_sqlite_migrations": (
        "Migrations",
        "The steps that have brought the tables to their present form.",
        {
            "hidden": True,
            "columns": {
                "id": "Counts up",
                "migration_set": "The program",
                "name": "The step",
                "applied_at": "When it was taken (UTC)",
            },
        },
    ),
    "open_disputes": (
        "Open disputes",
        "Disputes that nobody has reviewed yet, the clearest first.",
        {"facets": ["kind", "topic"]},
    ),
    "dispute_overview": (
        "All disputes",
        "One row a dispute, with its positions, its speakers and its review.",
        {"facets": ["status", "kind", "topic"]},
    ),
    "dispute_details": (
        "Disputes in full",
        "One row a claim: which side of which dispute it holds, who says it and where.",
        {"facets": ["kind", "speaker", "source", "status"]},
    ),
    "dispute_status": ("Status of disputes", "The review that counts for each dispute.", {}),
    "dispute_reviews": (
        "Reviews that count",
        "Which reviews are about which dispute, those made before it grew included.",
        {},
    ),
    "dispute_opinions": (
        "Opinions on disputes",
        "Whether a language model says that claims on two sides of a dispute oppose each other.",
        {"facets": ["model", "opposes", "kind"], "columns": {"model": "The language model"}},
    ),
    "opinion_overview": ("Opinions in words", "One row a dispute that models have judged.", {}),
    "claim_details": (
        "Claims in full",
        "The claims of the latest revisions, with all that is known about them in words.",
        {"facets": ["form", "speaker", "source", "topic"]},
    ),
    "who_contradicts_whom": (
        "Who contradicts whom",
        "Pairs of speakers on different sides of disputes; rejected disputes don't count.",
        {},
    ),
    "speaker_overview": (
        "Speakers and their claims",
        "How much each speaker says, and how much of it is disputed.",
        {"facets": ["kind"], "columns": {"kind": "person, body, place or anonymous"}},
    ),
    "topic_overview": ("Topics and their disputes", "What the claims are about, and how much.", {}),
    "article_overview": (
        "Articles and their claims",
        "The latest revision of every article, without its text.",
        {"facets": ["source"], "columns": {"copy_of": "Headline of the article it repeats"}},
    ),
}

CANNED_QUERIES: dict[str, dict[str, Any]] = {
    "open-disputes": {
        "title": "Open disputes",
        "description": "What nobody has reviewed yet, the clearest first.",
        "sql": "select * from open_disputes",
    },
    "disputes-of-speaker": {
        "title": "Disputes of a speaker",
        "description": "Every claim in the disputes that a speaker has a part in. "
        "Any of the speaker's names will do.",
        "sql": """
with wanted as (
    select id from speakers where name like :speaker
    union select speaker from speaker_aliases where alias like :speaker
)
select * from dispute_details where dispute in (
    select dispute_claims.dispute from dispute_claims
    join claims on claims.id = dispute_claims.claim
    where claims.speaker in (select id from wanted)
) order by rank, side
""",
    },
    "disputes-since": {
        "title": "Disputes since a day",
        "description": "Disputes with a claim published on that day (such as 2026-03-01) or later.",
        "sql": "select * from dispute_overview where last_published >= :day order by rank",
    },
    "who-contradicts-whom": {
        "title": "Who contradicts whom",
        "description": "Everybody, or those whom one speaker contradicts.",
        "sql": """
select * from who_contradicts_whom
where trim(:speaker) = '' or speaker_a like :speaker or speaker_b like :speaker
""",
    },
    "claims-of-topic": {
        "title": "Claims of a topic",
        "description": "Claims of every topic with these words in its label.",
        "sql": """
select * from claim_details where topic like '%' || :words || '%'
order by topic, published, article, start
""",
    },
    "search-claims": {
        "title": "Search claims",
        "description": "Claims that hold all these words, best match first.",
        "sql": """
select claim_details.* from claims_fts
join claims on claims.rowid = claims_fts.rowid
join claim_details on claim_details.claim = claims.id
where claims_fts match coalesce(nullif(escape_fts(:words), ''), '""')
order by bm25(claims_fts, 4.0, 2.0, 1.0)
""",
    },
}


def describe_database(base: str, columns: dict[str, list[str]]) -> dict[str, Any]:
    """Return Datasette's metadata for one database.

    ``base`` is the path of the database's page; ``columns`` has the columns of each table
    and view. Every call makes new dictionaries, because Datasette changes what it is given.
    """
    return {
        "title": DATABASE_TITLE,
        "description_html": _DATABASE_DESCRIPTION.format(base=base),
        "tables": {
            name: {
                "title": title,
                "description": description,
                **{key: value for key, value in more.items() if key != "columns"},
                "columns": _column_words(columns.get(name, []), more.get("columns", {})),
            }
            for name, (title, description, more) in _TABLES.items()
        },
    }


def _column_words(columns: list[str], own: dict[str, str]) -> dict[str, str]:
    words = COLUMNS | own
    return {column: words[column] for column in columns if column in words}
