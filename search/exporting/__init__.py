"""Write results and documents for spreadsheets, programs, bibliographies and feed readers."""

from search.exporting.citing import cite
from search.exporting.formats import export, file_name, media_type
from search.exporting.models import CitationFormat, Export, ExportFormat

__all__ = [
    "CitationFormat",
    "Export",
    "ExportFormat",
    "cite",
    "export",
    "file_name",
    "media_type",
]
