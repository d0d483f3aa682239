"""Every tunable in one frozen record; each says where its value was calibrated."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers the stages work with.

    Sections follow the flow: ingest, fetching, sentences, embedding, topics, opposition, disputes.
    """

    # ingest
    # Bytes of one text, page, line of JSON or table cell; the largest of the load texts has
    # 0.03 MB.
    max_text_bytes: int = 20_000_000
    # Tags of an HTML page. The reader is super-linear in odd markup: 60,000 inline elements in
    # a row take 25 s, 24,000 (what still fits) 5 s.
    max_page_tags: int = 50_000
    # Bytes of a JSON document, which is read whole (about 5 times that in memory).
    max_json_bytes: int = 100_000_000
    # Bytes that one gzip file may unpack to: 500,000 articles of average length.
    max_unpacked_bytes: int = 2_000_000_000
    # Bytes of a PDF or DOCX, unpacked where it is packed; reports with pictures have 5 to 50 MB.
    max_document_bytes: int = 200_000_000
    # Pages of a PDF: a page takes 5 to 50 ms, and the longest inquiry reports have some 1,000.
    max_pages: int = 2_000
    # Parts of a DOCX: it has some 15, and one more for each picture.
    max_document_parts: int = 10_000
    # Characters of a title, source or byline; the longest title of the load texts has 176.
    max_field_characters: int = 300
    # Bad records after which a file that gave no article yet is left alone.
    max_bad_records: int = 1_000

    # fetching: manners and bounds, chosen, not measured
    # Seconds for a connection, for the next bytes of an answer, and for a whole answer.
    fetch_connect_seconds: float = 10.0
    fetch_read_seconds: float = 20.0
    fetch_total_seconds: float = 60.0
    # Seconds between two requests to one host; a robots.txt may ask for up to the most.
    fetch_delay: float = 1.0
    longest_fetch_delay: float = 30.0
    # Bytes of one answer as sent, and unpacked (the protocol's own bound of a sitemap).
    max_fetch_bytes: int = 10_000_000
    max_unpacked_fetch_bytes: int = 50_000_000
    max_redirects: int = 5
    # Requests of one run, robots.txt and redirects included.
    max_requests: int = 2_000
    # Requests in a row that a host leaves unanswered before it is left alone.
    max_unanswered: int = 3
    # Pages fetched of one feed or sitemap in one run unless it is told otherwise, its newest
    # entries looked at, and the sitemaps that one index may lead to.
    max_new_entries: int = 100
    max_entries: int = 1_000
    max_sitemaps: int = 50

    # sentences and attribution
    # Characters of one line that the sentence splitters see at once: they are super-linear on
    # odd input (100,000 curly marks take 3 s, 5,000 take 0.01 s). Two of the 40,871 lines of
    # the load texts are longer, and are cut where a sentence seems to end.
    splitter_limit: int = 5_000
    # Word pieces that whole lines are packed up to, as in training; a line of up to
    # ``longest_window`` is never cut (of the lines of the PolNeAR articles 1 in 1,000 is longer).
    packed_pieces: int = 158
    longest_window: int = 254
    # Windows are padded to a multiple of this many tokens: kernels are compiled per shape.
    window_step: int = 16
    # The lines that a cue looks over are padded to a multiple of this many, for the same reason.
    cue_step: int = 32

    # embedding
    # Tokens of a claim that the encoder reads; the embedded model was made for 256, and one in
    # 20,000 sentences of the load texts is longer.
    max_claim_tokens: int = 256
    # A text is padded to a multiple of this many tokens. On 1,536 sentences of 15 to 30 words
    # 8 encodes 1.1 times as fast as 16, and 1 gains no more but breaks small batches up.
    token_step: int = 8
    # Tokens of one forward pass: from 512 to 4,096 measured alike within a tenth on 2 cores.
    batch_tokens: int = 2_048
    # Texts tokenised at once; it bounds memory (about 8 MB), not speed.
    encode_chunk: int = 4_096

    # topics
    # Distance (1 - likeness) at which average linkage stops joining articles. From .42 to .48
    # serves the 50 events of the disputes set (pairwise F1 .91 to .95), the issues of the load
    # texts and 60 single articles of one election, which must stay apart, alike.
    topic_distance: float = 0.45
    # Columns that words are hashed to; 512, 1,024 and 65,536 cluster alike.
    topic_words: int = 512
    # How often a word of the title counts; 2 and 5 alike, 0 costs .01 of F1.
    title_weight: float = 2.0
    # A claim leaves its article's topic for one that it is likelier to belong to by this margin,
    # and at least this like. On round-ups put together from three to five of the 50 events half
    # the claims find their event, of other articles' claims 1 in 200 moves.
    topic_move_margin: float = 0.15
    topic_move_similarity: float = 0.3
    # Claims on either side that are judged with one when it may move.
    topic_window: int = 2
    # Articles clustered by one table of pairs (3,000: 72 MB); more are cut closer.
    topic_part: int = 3_000
    # Terms kept for a topic; its label shows the first three.
    topic_terms: int = 8

    # opposition
    # Least score of a conflict, and of the one that a dispute starts from. On 30 annotated events
    # of three outlets each, which the reader was not trained on, with weights fitted on others,
    # 0.07 lists an eighth fewer disputes and finds .34 of the hard ones instead of .38; 0.05 lists
    # an eighth more and finds .39.
    min_conflict: float = 0.06
    # Least probability, at a first look, of a pair that is read: on the same events one pair in
    # four, three in five of those that oppose. Least one of all evidence that counts as a signal.
    min_first_look: float = 0.04
    min_weighed: float = 0.05
    # Tokens of two claims that are read together; in training all were cut there.
    max_pair_tokens: int = 128
    # Candidates: characters between a statement and a reply to it within one article, least
    # cosine of neighbours elsewhere, and how many partners a claim picks. On the same events they
    # give 29 pairs a claim, with a pair across the sides of 177 of the 201 disputes that have
    # claims on two sides; 23 and 27 partners find 176 and 178.
    reply_distance: int = 1500
    min_similarity: float = 0.2
    pairs_per_claim: int = 25

    # disputes
    min_dispute: float = 0.06
    # Least score of an agreement that lets a claim join a side: six of ten words shared make
    # .48, the same deed by the same party .7. On the 50 events .4 and .6 list the same disputes.
    min_agreement: float = 0.5
