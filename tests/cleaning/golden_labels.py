"""The labels of the corpus's lines: `python -m tests.cleaning.golden_labels` writes them anew.

Look at the difference before you keep it: the file says what is right, not what is.
"""

import json
from pathlib import Path

from search.cleaning import clean
from search.models import RawDocument
from search.reading import read_all

LABELS = Path(__file__).parent / "golden" / "labels.json"
CORPUS = Path(__file__).parent.parent.parent / "corpus"

Labels = dict[str, dict[str, str]]


def label_corpus() -> Labels:
    """Return the label of each line of each text, by the text's id and the line's number."""
    documents = [found for found in read_all([CORPUS]) if isinstance(found, RawDocument)]
    texts = [document for document in documents if document.origin.endswith(".txt")]
    return {
        text.id: {str(block.line): block.label.value for block in clean(text).blocks}
        for text in texts
    }


if __name__ == "__main__":
    LABELS.write_text(json.dumps(label_corpus(), indent=1) + "\n", encoding="utf-8")
