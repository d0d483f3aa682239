"""The command that asks a language model: the model is one of these tests', in `llm` itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import llm
import pytest
from llm.plugins import pm

from tests.cli.running import Run, loaded

pytestmark = pytest.mark.usefixtures("plain_encoder")


class Fake(llm.Model):
    """Says what it is told to, and remembers what it was asked."""

    model_id = "fake-1"
    supports_schema = True

    def __init__(self) -> None:
        self.prompts: list[llm.Prompt] = []
        self.answer: str | Exception = '{"pairs": []}'

    def execute(
        self,
        prompt: llm.Prompt,
        stream: bool,
        response: llm.Response,
        conversation: llm.Conversation | None,
    ) -> Iterator[str]:
        self.prompts.append(prompt)
        if isinstance(self.answer, Exception):
            raise self.answer
        yield self.answer


class Plugin:
    """Registers the fake model, under an alias as well."""

    def __init__(self, model: Fake) -> None:
        self.model = model

    @llm.hookimpl
    def register_models(self, register: Any) -> None:
        register(self.model, aliases=("fake",))


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path / "llm"))
    model = Fake()
    plugin = Plugin(model)
    pm.register(plugin, name="fake")
    yield model
    pm.unregister(plugin)


def headline(filled: Run) -> tuple[str, str]:
    (dispute,) = loaded(filled("disputes", "news.db", "--json"))
    a, b = dispute["headline"]
    return a, b


def agreeing(filled: Run) -> str:
    a, b = headline(filled)
    return json.dumps({"pairs": [{"a": a, "b": b, "kind": "agent"}]})


def test_an_opinion_is_shown_with_the_dispute(filled: Run, fake: Fake) -> None:
    before = loaded(filled("disputes", "news.db", "--json"))
    assert before[0].pop("opinion") is None
    fake.answer = agreeing(filled)
    result = filled("judge", "news.db", "--model", "fake")
    assert result.exit_code == 0, result.output
    assert result.stdout == ("answered: 1 of 1 question\nopposed:  1 pair of claims, says fake-1\n")
    after = loaded(filled("disputes", "news.db", "--json"))
    opinion = after[0].pop("opinion")
    assert after == before
    assert (opinion["model"], opinion["opposes"], opinion["kind"]) == ("fake-1", True, "agent")
    listed = filled("disputes", "news.db").stdout
    assert "opinion of fake-1, a language model, on " in listed
    assert fake.prompts[0].schema


def test_the_cost_is_told_before_anything_is_asked(filled: Run, fake: Fake) -> None:
    fake.answer = RuntimeError("asked too early")
    dry = filled("judge", "news.db", "--model", "fake", "--dry-run")
    assert (dry.exit_code, dry.stdout, fake.prompts) == (0, "", [])
    assert dry.stderr.startswith("fake-1: 1 question on 1 dispute, about ")
    asked = filled("judge", "news.db", "--model", "fake")
    assert asked.stderr.startswith(dry.stderr)
    tokens = int(dry.stderr.partition("about ")[2].partition(" ")[0].replace(",", ""))
    assert tokens == -(-len(fake.prompts[0].prompt) // 4)


def test_what_was_answered_is_not_asked_again(filled: Run, fake: Fake) -> None:
    fake.answer = agreeing(filled)
    first = filled("judge", "news.db", "--model", "fake")
    assert filled("link", "news.db", "--force").exit_code == 0
    again = filled("judge", "news.db", "--model", "fake-1")
    assert again.stdout == first.stdout
    assert len(fake.prompts) == 1
    assert again.stderr == (
        "fake-1: 0 questions on 0 disputes, about 0 tokens and the answers; 1 answered before\n"
    )
    assert loaded(filled("disputes", "news.db", "--json"))[0]["opinion"]["opposes"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("I would say\nthat they do.", "the answer is not the JSON that was asked for"),
        (
            '{"pairs": [{"a": "0123", "b": "4567", "kind": "agent"}]}',
            'the answer names a claim "0123", which was not given',
        ),
        (ValueError("rate\nlimit"), "the model failed (ValueError: rate limit)"),
        (
            llm.NeedsKeyException("No key found - add one using 'llm keys set fake'"),
            "No key found - add one using 'llm keys set fake'",
        ),
    ],
)
def test_a_model_that_fails_or_rambles_costs_one_line(
    filled: Run, fake: Fake, answer: str | Exception, words: str
) -> None:
    fake.answer = answer
    before = filled("disputes", "news.db", "--json").stdout
    result = filled("judge", "news.db", "--model", "fake")
    assert result.exit_code == 1
    _, problem = result.stderr.splitlines()
    assert problem.startswith("question 1 (")
    assert words in problem
    assert problem.endswith("; nothing of it was stored")
    assert result.stdout.startswith("answered: 0 of 1 question\n")
    assert filled("disputes", "news.db", "--json").stdout == before


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("name", ["nobody", " ", "\x1b[31m"])
def test_an_unknown_model_is_one_line(filled: Run, name: str) -> None:
    result = filled("judge", "news.db", "--model", name, "--dry-run")
    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: llm knows no model {name!r}; `llm models` lists those it knows\n"
    )


def test_a_plugin_that_breaks_llm_is_one_line(
    filled: Run, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Fake, "model_id", property(lambda self: 1 / 0))
    result = filled("judge", "news.db", "--model", "fake")
    assert result.exit_code == 1
    assert "llm cannot load its models (ZeroDivisionError: division by zero)" in result.stderr
    assert result.stderr.count("\n") == 1


def test_without_the_extra_one_line_says_how_to_add_it(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "llm", None)
    result = filled("judge", "news.db", "--model", "fake")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "pip install 'claimtrack[llm]'" in result.stderr


@pytest.mark.usefixtures("fake")
def test_without_disputes_there_is_nothing_to_ask(run: Run) -> None:
    Path("rain.txt").write_text("It rained all day.", encoding="utf-8")
    assert run("ingest", "news.db", "rain.txt").exit_code == 0
    result = run("judge", "news.db", "--model", "fake")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "no disputes to ask about\n"


def test_a_model_has_to_be_named(filled: Run) -> None:
    assert filled("judge", "news.db").exit_code == 2
