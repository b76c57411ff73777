"""Lines to labeled blocks, the same for text and for HTML."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Sequence

from search.cleaning import captions
from search.cleaning.constraints import constrain, shows_site
from search.cleaning.decoding import decode
from search.cleaning.lines import Line
from search.cleaning.reasons import Reason, reason_for
from search.cleaning.rescue import rescue
from search.cleaning.scoring import Weights, score_lines
from search.cleaning.states import State
from search.models import Block, Label, make_blocks

LONGEST_CREDIT_WORDS = 7
"""Words up to which a line may stand twice in an article: credits, refrains, "Oui."."""

_ARTICLE = frozenset({State.LEAD, State.BODY})
_TITLE = Label.TITLE
_TEXT = frozenset({Label.LEAD, Label.BODY})
LONELY_TITLE_WORDS = 5
"""Words from which a title is believed on a page that shows nothing else of its article."""


def label_lines(lines: Sequence[Line], weights: Weights, title_key: str = "") -> list[Block]:
    """Label every line of a page, given in order; `title_key` is the key of a known title."""
    scores = score_lines(lines, weights)
    states = decode(scores, constrain(lines, title_key), weights)
    if any(map(shows_site, lines)):
        states = rescue(lines, states)
        if not _removes_site(lines, states):
            states = decode(scores, constrain(lines, title_key, alone=True), weights)
    if not title_key and _ARTICLE.isdisjoint(states):
        states = [_drop_lonely(*pair) for pair in zip(lines, states, strict=True)]
    blocks = _blocks(lines, states)
    return _mark_repeats(lines, _mark_captions(lines, _name_one_title(blocks)))


def _removes_site(lines: Sequence[Line], states: Sequence[State]) -> bool:
    """Tell whether a line of a site is removed: those that an article has do not show one."""
    pairs = zip(lines, states, strict=True)
    return any(not state.label.is_kept and shows_site(line) for line, state in pairs)


def _drop_lonely(line: Line, state: State) -> State:
    """Return the state of a line on a page without an article, where menus look like titles."""
    is_title = state is State.TITLE and line.word_count >= LONELY_TITLE_WORDS
    return State.HEAD if state.label.is_kept and not is_title else state


def _blocks(lines: Sequence[Line], states: Sequence[State]) -> list[Block]:
    return make_blocks(
        [line.number for line in lines],
        [line.text for line in lines],
        [state.label for state in states],
        [reason_for(line, state) for line, state in zip(lines, states, strict=True)],
    )


def block_of(line: Line, state: State) -> Block:
    """Return the line as a block with the label of `state`."""
    return Block(line.number, line.text, state.label, reason_for(line, state))


def _name_one_title(blocks: list[Block]) -> list[Block]:
    titles = [place for place, block in enumerate(blocks) if block.label is _TITLE]
    for place in titles[1:]:
        blocks[place] = demote(blocks[place])
    return blocks


def demote(block: Block) -> Block:
    """Take the name of a title from a line of the article that is not the document's."""
    if block.label is not Label.TITLE:
        return block
    return dataclasses.replace(block, label=Label.BODY, reason=Reason.SUBHEADING)


def _mark_captions(lines: Sequence[Line], blocks: list[Block]) -> list[Block]:
    return [
        dataclasses.replace(block, label=Label.CAPTION, reason=Reason.CAPTION_CREDIT)
        if block.label in _TEXT and captions.is_caption(lines, place)
        else block
        for place, block in enumerate(blocks)
    ]


def _mark_repeats(lines: Sequence[Line], blocks: list[Block]) -> list[Block]:
    """Mark what says again what stands elsewhere on the page; most lines stand there once."""
    counts = collections.Counter([line.key for line in lines])
    places = [place for place, line in enumerate(lines) if counts[line.key] > 1]
    titles = (lines[place].key for place in places if blocks[place].label is Label.TITLE)
    title, seen, marked = next(titles, ""), set[str](), list(blocks)
    for place in places:
        line, block = lines[place], blocks[place]
        reason = _repeat_reason(line, block, seen, title)
        if block.label.is_kept and not reason:
            seen.add(line.key)
        if _is_twin(lines, blocks, place):
            reason = Reason.REPEATED_ABOVE
        marked[place] = _duplicate(block, reason) if reason else block
    return marked


def _repeat_reason(line: Line, block: Block, seen: set[str], title: str) -> str | None:
    if block.label.is_kept and line.key in seen and line.word_count > LONGEST_CREDIT_WORDS:
        return Reason.REPEATED
    if block.label is Label.CHROME and line.key and line.key == title:
        return Reason.REPEATED_TITLE
    return None


def _is_twin(lines: Sequence[Line], blocks: Sequence[Block], place: int) -> bool:
    """Tell whether a kept line says again what the kept line right above it says."""
    are_kept = place > 0 and blocks[place].label.is_kept and blocks[place - 1].label.is_kept
    return are_kept and lines[place].key == lines[place - 1].key != ""


def _duplicate(block: Block, reason: str) -> Block:
    return dataclasses.replace(block, label=Label.DUPLICATE, reason=reason)
