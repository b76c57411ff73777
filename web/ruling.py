"""The rules that an article's page offers: what is always done with a line of its site."""

from __future__ import annotations

import dataclasses
import enum
import hashlib
from pathlib import Path

import search
from web.guards import current_editing


class Action(enum.StrEnum):
    """What can be decided about a line of a site."""

    KEEP = "keep"
    REMOVE = "remove"
    FORGET = "forget"


_ORDERS = {Action.KEEP: search.Order.KEEP, Action.REMOVE: search.Order.REMOVE}


@dataclasses.dataclass(frozen=True, slots=True)
class Ruling:
    """The file that the rules of a document's site are written to, and those that stand in it."""

    path: Path
    site: str | None
    written: frozenset[tuple[search.Order, str]]

    def action(self, block: search.Block) -> Action:
        """Return what the page offers to do with a block."""
        if self._rules(block):
            return Action.FORGET
        return Action.REMOVE if block.label.is_kept else Action.KEEP

    def apply(self, block: search.Block, action: Action) -> None:
        """Write the rule for a block, or take out those that stand there.

        Raises SiteRulesError where the file cannot be written or says otherwise.
        """
        if action is not Action.FORGET:
            search.add_rule(self.path, search.rule_for(block, self.site, _ORDERS[action]))
            return
        for rule in self._rules(block):
            search.take_out_rule(self.path, rule)

    def _rules(self, block: search.Block) -> list[search.LineRule]:
        """Return the rules for a block that stand in the file."""
        rules = (search.rule_for(block, self.site, order) for order in search.Order)
        return [rule for rule in rules if search.is_written(rule, self.written)]


def ruling_of(searcher: search.Searcher, document: search.CleanedDocument) -> Ruling | None:
    """Return how rules are made for a document; None where they cannot be, or mean nothing."""
    run = searcher.last_run if current_editing() else None
    if run is None or not run.sources or run.cleaning is search.Cleaning.OFF:
        return None
    path, site = search.rules_path(run.sources), document.metadata.site
    return Ruling(path, site, search.written_rules(path, site))


def line_key(block: search.Block) -> str:
    """Return what a form calls a block: the same for the same line, wherever it stands."""
    line = search.rule_for(block, None, search.Order.KEEP).line
    return hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
