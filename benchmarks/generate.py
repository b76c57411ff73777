"""Make a large corpus: `python -m benchmarks.generate --corpus FILE --documents N OUT`.

FILE holds JSON Lines {"id", "title", "text", "date"}. Its documents come first; those beyond are
spliced of runs of their sentences, with a few rare words strewn in, so that the vocabulary goes
on growing as that of real text does. Every document has a date, a site, an author and a language.

A document depends on FILE, the seed and its own number only: a shorter corpus is the beginning of
a longer one, and no more than FILE is held in memory.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from search.analysis.sentences import split_sentences

SEED = 20

SITES = 60
AUTHORS = 900
FIRST_DAY = datetime.date(2016, 1, 1)
DAYS = 5 * 365

LANGUAGES = {"fr": 94, "en": 3, "de": 2, "vi": 1}
"""Languages that documents say they are in, in percent; their texts are French all the same."""

RARE_WORDS = 4
"""Rare words strewn into a spliced document, so that it brings 1.5 new words; articles bring 2."""

RARE_VOCABULARY = 4_000_000
"""Rare words there are; the one of rank r is drawn as often as 1 / r (Zipf's law)."""

_SYLLABLES = tuple(a + b for a in "bdfgjklmnprstvz" for b in ("a", "e", "i", "o", "u", "ou", "an"))


@dataclasses.dataclass(frozen=True, slots=True)
class Article:
    """A document to splice others from."""

    id: str
    title: str
    sentences: tuple[str, ...]
    date: str | None

    @property
    def characters(self) -> int:
        """The length of the text, without what stands between sentences."""
        return sum(map(len, self.sentences))


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--documents", type=click.IntRange(min=1), required=True)
@click.option("--seed", default=SEED, show_default=True)
@click.argument("out", type=click.Path(dir_okay=False))
def main(*, corpus: str, documents: int, seed: int, out: str) -> None:
    """Write N documents made from FILE to OUT."""
    write_corpus(Path(corpus), Path(out), documents, seed)


def write_corpus(corpus: Path, out: Path, documents: int, seed: int = SEED) -> None:
    """Write the first `documents` documents made from `corpus` as JSON Lines."""
    articles = read_articles(corpus)
    with out.open("w", encoding="utf-8") as file:
        for document in itertools.islice(generate(articles, seed), documents):
            file.write(json.dumps(document, ensure_ascii=False) + "\n")


def read_articles(corpus: Path) -> list[Article]:
    """Return the documents of a JSON Lines file, those without text left out."""
    with corpus.open(encoding="utf-8") as lines:
        articles = [_article(json.loads(line)) for line in lines if line.strip()]
    return [article for article in articles if article.sentences]


def generate(articles: Sequence[Article], seed: int = SEED) -> Iterator[dict[str, str]]:
    """Yield documents without end: first the articles, then what is spliced of them."""
    for number in itertools.count():
        choice = random.Random(f"{seed} {number}")
        is_real = number < len(articles)
        article = articles[number] if is_real else _spliced(articles, number, choice)
        yield _with_columns(article, choice)


def rare_word(rank: int) -> str:
    """Return the rare word of a rank from 0 on: of three syllables or more, each rank its own."""
    syllables = []
    rest = rank + len(_SYLLABLES) ** 2
    while rest:
        rest, last = divmod(rest, len(_SYLLABLES))
        syllables.append(_SYLLABLES[last])
    return "".join(reversed(syllables))


def _article(fields: dict[str, str]) -> Article:
    sentences = tuple(split_sentences(fields["text"]))
    return Article(fields["id"], fields.get("title") or "", sentences, fields.get("date"))


def _spliced(articles: Sequence[Article], number: int, choice: random.Random) -> Article:
    """Return a document about as long as one article, its sentences from several."""
    wanted = choice.choice(articles).characters
    sentences: list[str] = []
    for sentence in _runs(articles, choice):
        if sentences and wanted < len(sentence) / 2:
            break
        sentences.append(sentence)
        wanted -= len(sentence)
    for _ in range(RARE_WORDS):
        at = choice.randrange(len(sentences))
        sentences[at] = _with_rare_word(sentences[at], choice)
    return Article(f"s{number:08}", choice.choice(articles).title, tuple(sentences), None)


def _runs(articles: Sequence[Article], choice: random.Random) -> Iterator[str]:
    """Yield sentences without end, runs of them as they follow each other in an article."""
    while True:
        sentences = choice.choice(articles).sentences
        start = choice.randrange(len(sentences))
        yield from sentences[start : start + choice.randint(1, len(sentences))]


def _with_rare_word(sentence: str, choice: random.Random) -> str:
    words = sentence.split(" ")
    rank = int(RARE_VOCABULARY ** choice.random()) - 1  # uniform in its logarithm: 1 / rank
    words.insert(choice.randint(0, len(words)), rare_word(rank))
    return " ".join(words)


def _with_columns(article: Article, choice: random.Random) -> dict[str, str]:
    day = FIRST_DAY + datetime.timedelta(days=choice.randrange(DAYS))
    site = f"journal-{_zipfian(SITES, choice)}.example"
    return {
        "id": article.id,
        "title": article.title,
        "text": " ".join(article.sentences),
        "date": article.date or day.isoformat(),
        "url": f"https://www.{site}/{article.id}",
        "site": site,
        "author": f"{rare_word(_zipfian(AUTHORS, choice)).capitalize()} Martin",
        "language": choice.choices(list(LANGUAGES), list(LANGUAGES.values()))[0],
    }


def _zipfian(count: int, choice: random.Random) -> int:
    """Return a number from 1 to `count`, small ones more often: n as often as 1 / n."""
    return min(count, int((count + 1) ** choice.random()))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.generate")
