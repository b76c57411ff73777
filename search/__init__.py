"""Find French articles saved from the web.

import search
report = search.build_index("corpus/", "index/")
with search.open_index("index/") as searcher:
    for hit in searcher.search("convention de Hanoï").hits:
        print(hit.rank, hit.document.heading, hit.snippet.text)
"""

from typing import TYPE_CHECKING

from search import french
from search.errors import (
    AddressError,
    BrokenIndexError,
    DocumentNotFoundError,
    EngineError,
    EngineMissingError,
    EngineRefusedError,
    EngineUnavailableError,
    IndexAccessError,
    IndexLockedError,
    IndexNotFoundError,
    NothingToIndexError,
    ReadError,
    SiteRulesError,
    SynonymsError,
    TrouvailleError,
    UnknownSourcesError,
    UnsupportedServerError,
)
from search.lazy import importer
from search.models import (
    Block,
    CleanedDocument,
    Cleaning,
    Format,
    Hit,
    Label,
    Metadata,
    Neighbors,
    Passage,
    RawDocument,
    Rejection,
    ResultPage,
    Snippet,
    Span,
)
from search.readings import Reading, ReadingNode, ReadingPart
from search.requests import Choice, Facet, Length, Query, Scope, Sort

if TYPE_CHECKING:
    from search.advice import Advice, Instead
    from search.cleaning import clean, clean_all
    from search.cleaning.reasons import Language, reason_in
    from search.cleaning.report import RemovedLine
    from search.cleaning.rule_files import (
        LineRule,
        add_rule,
        is_written,
        rule_for,
        rules_path,
        take_out_rule,
        written_rules,
    )
    from search.cleaning.site_rules import Order, Rules, find_rules
    from search.engines.opening import with_access
    from search.explanations import Explanation, FeaturePart, FormCount, TermPart
    from search.exporting import CitationFormat, Export, ExportFormat, cite, export
    from search.exporting import file_name as export_file_name
    from search.exporting import media_type as export_media_type
    from search.facets import Facets, FacetValue
    from search.index_options import IndexOptions
    from search.indexing import build_index
    from search.last_run import LastRun
    from search.overview import Overview, ReprintGroup, SiteCleaning
    from search.reading import read, read_all
    from search.reindexing import reindex
    from search.reports import Damage, IndexHealth, IndexReport, Progress, Repair
    from search.result_serialization import page_to_json as to_json
    from search.searching import Searcher, open_index
    from search.serialization import document_to_json
    from search.suggestions import Kind, Suggestion
    from search.verification import verify_index
else:
    __getattr__ = importer(
        __name__,
        {
            "Advice": "search.advice",
            "Instead": "search.advice",
            "clean": "search.cleaning",
            "clean_all": "search.cleaning",
            "Language": "search.cleaning.reasons",
            "reason_in": "search.cleaning.reasons",
            "RemovedLine": "search.cleaning.report",
            "LineRule": "search.cleaning.rule_files",
            "add_rule": "search.cleaning.rule_files",
            "is_written": "search.cleaning.rule_files",
            "rule_for": "search.cleaning.rule_files",
            "rules_path": "search.cleaning.rule_files",
            "take_out_rule": "search.cleaning.rule_files",
            "written_rules": "search.cleaning.rule_files",
            "Order": "search.cleaning.site_rules",
            "Rules": "search.cleaning.site_rules",
            "find_rules": "search.cleaning.site_rules",
            "with_access": "search.engines.opening",
            "Explanation": "search.explanations",
            "FeaturePart": "search.explanations",
            "FormCount": "search.explanations",
            "TermPart": "search.explanations",
            "CitationFormat": "search.exporting",
            "Export": "search.exporting",
            "ExportFormat": "search.exporting",
            "cite": "search.exporting",
            "export": "search.exporting",
            "export_file_name": "search.exporting:file_name",
            "export_media_type": "search.exporting:media_type",
            "Facets": "search.facets",
            "FacetValue": "search.facets",
            "IndexOptions": "search.index_options",
            "build_index": "search.indexing",
            "LastRun": "search.last_run",
            "Overview": "search.overview",
            "ReprintGroup": "search.overview",
            "SiteCleaning": "search.overview",
            "read": "search.reading",
            "read_all": "search.reading",
            "Damage": "search.reports",
            "IndexHealth": "search.reports",
            "IndexReport": "search.reports",
            "Progress": "search.reports",
            "Repair": "search.reports",
            "reindex": "search.reindexing",
            "Searcher": "search.searching",
            "open_index": "search.searching",
            "document_to_json": "search.serialization",
            "Kind": "search.suggestions",
            "Suggestion": "search.suggestions",
            "to_json": "search.result_serialization:page_to_json",
            "verify_index": "search.verification",
        },
    )

__all__ = [
    "AddressError",
    "Advice",
    "Block",
    "BrokenIndexError",
    "Choice",
    "CitationFormat",
    "CleanedDocument",
    "Cleaning",
    "Damage",
    "DocumentNotFoundError",
    "EngineError",
    "EngineMissingError",
    "EngineRefusedError",
    "EngineUnavailableError",
    "Explanation",
    "Export",
    "ExportFormat",
    "Facet",
    "FacetValue",
    "Facets",
    "FeaturePart",
    "FormCount",
    "Format",
    "Hit",
    "IndexAccessError",
    "IndexHealth",
    "IndexLockedError",
    "IndexNotFoundError",
    "IndexOptions",
    "IndexReport",
    "Instead",
    "Kind",
    "Label",
    "Language",
    "LastRun",
    "Length",
    "LineRule",
    "Metadata",
    "Neighbors",
    "NothingToIndexError",
    "Order",
    "Overview",
    "Passage",
    "Progress",
    "Query",
    "RawDocument",
    "ReadError",
    "Reading",
    "ReadingNode",
    "ReadingPart",
    "Rejection",
    "RemovedLine",
    "Repair",
    "ReprintGroup",
    "ResultPage",
    "Rules",
    "Scope",
    "Searcher",
    "SiteCleaning",
    "SiteRulesError",
    "Snippet",
    "Sort",
    "Span",
    "Suggestion",
    "SynonymsError",
    "TermPart",
    "TrouvailleError",
    "UnknownSourcesError",
    "UnsupportedServerError",
    "add_rule",
    "build_index",
    "cite",
    "clean",
    "clean_all",
    "document_to_json",
    "export",
    "export_file_name",
    "export_media_type",
    "find_rules",
    "french",
    "is_written",
    "open_index",
    "read",
    "read_all",
    "reason_in",
    "reindex",
    "rule_for",
    "rules_path",
    "take_out_rule",
    "to_json",
    "verify_index",
    "with_access",
    "written_rules",
]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
