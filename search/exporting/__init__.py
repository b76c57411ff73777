"""Write results and documents for spreadsheets, programs, bibliographies and feed readers."""

from typing import TYPE_CHECKING

from search.lazy import importer

if TYPE_CHECKING:
    from search.exporting.citing import cite
    from search.exporting.formats import export, file_name, media_type
    from search.exporting.models import CitationFormat, Export, ExportFormat
else:
    __getattr__ = importer(
        __name__,
        {
            "CitationFormat": "search.exporting.models",
            "Export": "search.exporting.models",
            "ExportFormat": "search.exporting.models",
            "cite": "search.exporting.citing",
            "export": "search.exporting.formats",
            "file_name": "search.exporting.formats",
            "media_type": "search.exporting.formats",
        },
    )

__all__ = [
    "CitationFormat",
    "Export",
    "ExportFormat",
    "cite",
    "export",
    "file_name",
    "media_type",
]
