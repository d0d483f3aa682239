"""The views a person reads without writing a join, in SQL."""

__all__ = ["VIEWS"]

# A review stays with a dispute that grew and so got another id: what counts is that the pair
# of claims it was made on still stands on two sides of it. A claim of an article that has a
# newer revision is followed to the same words there.
_DISPUTE_REVIEWS = """
WITH reviewed AS (
    SELECT headline_a AS claim FROM reviews UNION SELECT headline_b FROM reviews
), successors AS (
    SELECT claim, claim AS successor FROM reviewed
    UNION
    SELECT old.id, new.id FROM reviewed
    JOIN claims AS old ON old.id = reviewed.claim
    JOIN articles AS was ON was.id = old.article AND was.latest = 0
    JOIN articles AS now ON now.url = was.url AND now.latest = 1
    JOIN claims AS new ON new.article = now.id AND new.text = old.text
)
SELECT reviews.dispute, reviews.id AS review FROM reviews
JOIN disputes ON disputes.id = reviews.dispute
UNION
SELECT one.dispute, reviews.id FROM reviews
JOIN successors AS a ON a.claim = reviews.headline_a
JOIN successors AS b ON b.claim = reviews.headline_b
JOIN dispute_claims AS one ON one.claim = a.successor
JOIN dispute_claims AS other ON other.claim = b.successor
    AND other.dispute = one.dispute AND other.side <> one.side
"""

# The review that counts is the one made last; merging can have added it before an earlier one.
_DISPUTE_STATUS = """
SELECT disputes.id AS dispute, coalesce(reviews.decision, 'open') AS status,
    reviews.id AS review, reviews.note, reviews.reviewer, reviews.created AS reviewed
FROM disputes
LEFT JOIN (
    SELECT dispute_reviews.dispute, review, row_number() OVER (
        PARTITION BY dispute_reviews.dispute ORDER BY created DESC, review DESC
    ) AS place
    FROM dispute_reviews JOIN reviews ON reviews.id = review
) AS newest ON newest.dispute = disputes.id AND newest.place = 1
LEFT JOIN reviews ON reviews.id = newest.review
"""

# What each model says of a dispute: that it is one if any two claims on two of its sides oppose
# each other, the pair that shows the dispute best before all others. There are few opinions, so
# the search starts from them (CROSS JOIN keeps SQLite from starting elsewhere).
_DISPUTE_OPINIONS = """
WITH across AS (
    SELECT one.dispute, opinions.model, opinions.opposes, opinions.kind, opinions.answer,
        row_number() OVER (
            PARTITION BY one.dispute, opinions.model
            ORDER BY opinions.opposes DESC,
                disputes.headline_a IN (opinions.a, opinions.b)
                    AND disputes.headline_b IN (opinions.a, opinions.b) DESC,
                opinions.a, opinions.b
        ) AS place
    FROM opinions
    CROSS JOIN dispute_claims AS one ON one.claim = opinions.a
    CROSS JOIN dispute_claims AS other ON other.claim = opinions.b
        AND other.dispute = one.dispute AND other.side <> one.side
    JOIN disputes ON disputes.id = one.dispute
)
SELECT across.dispute, across.model, across.opposes, across.kind, answers.created, across.answer
FROM across JOIN answers ON answers.id = across.answer
WHERE across.place = 1
"""

# The same in words, one row a dispute, for the views that list disputes.
_OPINION_OVERVIEW = """
SELECT dispute, group_concat(said, '; ') AS opinion FROM (
    SELECT dispute,
        model || CASE opposes WHEN 1 THEN ': opposed, ' || kind ELSE ': not opposed' END AS said
    FROM dispute_opinions ORDER BY dispute, created DESC, model
)
GROUP BY dispute
"""

_CLAIM_DETAILS = """
SELECT claims.id AS claim, coalesce(speakers.name, claims.speaker_name) AS speaker,
    claims.text, claims.form, claims.cue, claims.mention,
    coalesce(targets.name, claims.target_name) AS target,
    claims.negated, claims.modality, claims.reported_by, topics.label AS topic,
    sources.name AS source, articles.published, articles.title, articles.url,
    claims.article, claims.start, claims."end", claims.sentence,
    articles.copy_of IS NOT NULL AS in_copy
FROM claims
JOIN articles ON articles.id = claims.article AND articles.latest = 1
LEFT JOIN sources ON sources.id = articles.source
LEFT JOIN speakers ON speakers.id = claims.speaker
LEFT JOIN speakers AS targets ON targets.id = claims.target
LEFT JOIN topics ON topics.id = claims.topic
"""

_DISPUTE_DETAILS = """
SELECT disputes.id AS dispute, disputes.question, disputes.kind, round(disputes.score, 3) AS score,
    dispute_status.status, dispute_claims.side, dispute_sides.position,
    coalesce(speakers.name, claims.speaker_name) AS speaker,
    sources.name AS source, articles.published, claims.text, articles.title, articles.url,
    topics.label AS topic, claims.id AS claim, claims.article, opinion, disputes.rank
FROM disputes
JOIN dispute_status ON dispute_status.dispute = disputes.id
JOIN dispute_claims ON dispute_claims.dispute = disputes.id
JOIN dispute_sides ON dispute_sides.dispute = dispute_claims.dispute
    AND dispute_sides.side = dispute_claims.side
JOIN claims ON claims.id = dispute_claims.claim
JOIN articles ON articles.id = claims.article
LEFT JOIN sources ON sources.id = articles.source
LEFT JOIN speakers ON speakers.id = claims.speaker
LEFT JOIN topics ON topics.id = disputes.topic
LEFT JOIN opinion_overview ON opinion_overview.dispute = disputes.id
ORDER BY disputes.rank, dispute_claims.side, dispute_claims.place
"""

_DISPUTE_OVERVIEW = """
SELECT disputes.id AS dispute, disputes.question, disputes.kind, round(disputes.score, 3) AS score,
    dispute_status.status,
    (SELECT group_concat(position, ' <> ') FROM (
        SELECT position FROM dispute_sides WHERE dispute = disputes.id ORDER BY side
    )) AS positions,
    (SELECT group_concat(name, ', ') FROM (
        SELECT DISTINCT coalesce(speakers.name, claims.speaker_name) AS name
        FROM dispute_claims JOIN claims ON claims.id = dispute_claims.claim
        LEFT JOIN speakers ON speakers.id = claims.speaker
        WHERE dispute_claims.dispute = disputes.id ORDER BY name
    )) AS speakers,
    count(*) AS claims, count(DISTINCT articles.source) AS sources,
    min(articles.published) AS first_published, max(articles.published) AS last_published,
    topics.label AS topic, opinion, disputes.found, dispute_status.note, disputes.rank
FROM disputes
JOIN dispute_status ON dispute_status.dispute = disputes.id
JOIN dispute_claims ON dispute_claims.dispute = disputes.id
JOIN claims ON claims.id = dispute_claims.claim
JOIN articles ON articles.id = claims.article
LEFT JOIN topics ON topics.id = disputes.topic
LEFT JOIN opinion_overview ON opinion_overview.dispute = disputes.id
GROUP BY disputes.id
ORDER BY disputes.rank
"""

_OPEN_DISPUTES = """
SELECT dispute, question, kind, score, positions, speakers, claims, sources,
    first_published, last_published, topic, opinion, found
FROM dispute_overview WHERE status = 'open' ORDER BY rank
"""

_WHO_CONTRADICTS_WHOM = """
WITH spoken AS (
    SELECT dispute_claims.dispute, dispute_claims.side, max(articles.published) AS published,
        coalesce(speakers.name, claims.speaker_name) AS name
    FROM dispute_claims
    JOIN claims ON claims.id = dispute_claims.claim AND claims.speaker_name IS NOT NULL
    JOIN articles ON articles.id = claims.article
    LEFT JOIN speakers ON speakers.id = claims.speaker
    GROUP BY 1, 2, 4
), pairs AS (
    SELECT min(one.name, other.name) AS speaker_a, max(one.name, other.name) AS speaker_b,
        disputes.id AS dispute, round(disputes.score, 3) AS score, disputes.kind,
        max(coalesce(one.published, ''), coalesce(other.published, '')) AS published
    FROM disputes
    JOIN spoken AS one ON one.dispute = disputes.id
    JOIN spoken AS other ON other.dispute = disputes.id
        AND other.side > one.side AND other.name <> one.name
    JOIN dispute_status ON dispute_status.dispute = disputes.id
    WHERE dispute_status.status <> 'rejected'
)
SELECT speaker_a, speaker_b, count(DISTINCT dispute) AS disputes, max(score) AS best_score,
    group_concat(DISTINCT kind) AS kinds, nullif(max(published), '') AS last_published
FROM pairs
GROUP BY speaker_a, speaker_b
ORDER BY disputes DESC, best_score DESC, speaker_a, speaker_b
"""

_SPEAKER_OVERVIEW = """
SELECT speakers.id AS speaker_id, speakers.name AS speaker, speakers.kind,
    (SELECT group_concat(alias, ', ') FROM speaker_aliases
        WHERE speaker_aliases.speaker = speakers.id) AS aliases,
    count(claims.id) AS claims,
    (SELECT count(DISTINCT dispute_claims.dispute) FROM claims AS said
        JOIN dispute_claims ON dispute_claims.claim = said.id
        WHERE said.speaker = speakers.id) AS disputes,
    count(DISTINCT articles.source) AS sources,
    min(articles.published) AS first_published, max(articles.published) AS last_published
FROM speakers
LEFT JOIN claims ON claims.speaker = speakers.id
LEFT JOIN articles ON articles.id = claims.article
GROUP BY speakers.id
ORDER BY claims DESC, speakers.name
"""

_TOPIC_OVERVIEW = """
SELECT topics.id AS topic_id, topics.label AS topic, topics.claims,
    (SELECT count(*) FROM disputes WHERE disputes.topic = topics.id) AS disputes,
    count(DISTINCT claims.speaker) AS speakers, count(DISTINCT articles.source) AS sources,
    min(articles.published) AS first_published, max(articles.published) AS last_published
FROM topics
LEFT JOIN claims ON claims.topic = topics.id
LEFT JOIN articles ON articles.id = claims.article
GROUP BY topics.id
ORDER BY topics.claims DESC, topics.label
"""

_ARTICLE_OVERVIEW = """
SELECT articles.id AS article, articles.title, sources.name AS source, articles.published,
    articles.url, articles.revision, origins.title AS copy_of, count(claims.id) AS claims,
    (SELECT count(DISTINCT dispute_claims.dispute) FROM claims AS said
        JOIN dispute_claims ON dispute_claims.claim = said.id
        WHERE said.article = articles.id) AS disputes
FROM articles
LEFT JOIN sources ON sources.id = articles.source
LEFT JOIN articles AS origins ON origins.id = articles.copy_of
LEFT JOIN claims ON claims.article = articles.id
WHERE articles.latest = 1
GROUP BY articles.id
ORDER BY articles.published DESC
"""

# In the order they are made: some read an earlier one.
VIEWS: dict[str, str] = {
    "dispute_reviews": _DISPUTE_REVIEWS,
    "dispute_status": _DISPUTE_STATUS,
    "dispute_opinions": _DISPUTE_OPINIONS,
    "opinion_overview": _OPINION_OVERVIEW,
    "claim_details": _CLAIM_DETAILS,
    "dispute_details": _DISPUTE_DETAILS,
    "dispute_overview": _DISPUTE_OVERVIEW,
    "open_disputes": _OPEN_DISPUTES,
    "who_contradicts_whom": _WHO_CONTRADICTS_WHOM,
    "speaker_overview": _SPEAKER_OVERVIEW,
    "topic_overview": _TOPIC_OVERVIEW,
    "article_overview": _ARTICLE_OVERVIEW,
}
