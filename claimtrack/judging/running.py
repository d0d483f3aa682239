"""From stored disputes to stored opinions: plans the questions, then asks what is not known yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimtrack.errors import ModelError
from claimtrack.judging.answers import read_pairs
from claimtrack.judging.models import Judge, LlmJudge
from claimtrack.judging.questions import Question, make_questions
from claimtrack.records import Answer, make_id
from claimtrack.store import DisputeFilter, Store

__all__ = ["Judging", "Outcome", "plan"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question: how many pairs oppose each other, or the problem it met."""

    question: Question
    opposing: int = 0
    problem: str | None = None


class Judging:
    """Questions for a model, of which those answered before are not asked again."""

    def __init__(self, store: Store, judge: Judge, questions: Sequence[Question]) -> None:
        self._store = store
        self._judge = judge
        self.model = judge.name
        self.questions = tuple(questions)

    @property
    def unanswered(self) -> list[Question]:
        """The questions that this model has not answered yet."""
        return [question for question in self.questions if self._known(question) is None]

    def run(self) -> Iterator[Outcome]:
        """Ask one question after the other; an answer is stored, with its opinions, at once.

        A question that fails leaves everything stored as it was.
        """
        for question in self.questions:
            try:
                answer = self._known(question) or self._ask(question)
            except ModelError as error:
                yield Outcome(question, problem=str(error))
                continue
            self._store.opinions.add(answer)
            yield Outcome(question, sum(kind is not None for kind in answer.pairs.values()))

    def _known(self, question: Question) -> Answer | None:
        """Return the answer that was stored before, as long as it can still be read."""
        text = self._store.opinions.answer(self._key(question))
        if text is None:
            return None
        try:
            return self._read(question, text)
        except ModelError:
            return None

    def _ask(self, question: Question) -> Answer:
        return self._read(question, self._judge.ask(question.prompt))

    def _read(self, question: Question, text: str) -> Answer:
        claims = tuple(claim.id for claim in question.claims)
        opposed = read_pairs(text, claims)
        pairs = dict.fromkeys(question.pairs) | opposed
        return Answer(self._key(question), self.model, text, claims, pairs)

    def _key(self, question: Question) -> str:
        return make_id("answer", self.model, question.prompt)


def plan(store: Store, model: str | Judge, limit: int | None = None) -> Judging:
    """Return the questions on the best disputes, at most ``limit``; none has been asked yet.

    ``model`` is a name that `llm` knows, else something that answers. Disputes that a person
    rejected are left out. Raises ModelError if there is no such model.
    """
    judge = LlmJudge(model) if isinstance(model, str) else model
    return Judging(store, judge, make_questions(store.disputes(DisputeFilter()))[:limit])
