"""Build what is in C where there is a compiler; everything else stands in pyproject.toml."""

from setuptools import Extension, setup

SOURCES = {
    "search.analysis._lexicon": "search/analysis/lexicon.c",
    "search.analysis._runs": "search/analysis/runs.c",
    "search.cleaning._lines": "search/cleaning/lines.c",
    "search.cleaning._paths": "search/cleaning/paths.c",
    "search.engines.whoosh.codec._inverting": "search/engines/whoosh/codec/inverting.c",
    "search.engines.whoosh._kernels": "search/engines/whoosh/kernels.c",
    "search.ranking._proximity": "search/ranking/proximity.c",
}

setup(
    ext_modules=[
        # optional: without them, Python and numpy do the same, slower
        Extension(name, [source], py_limited_api=True, optional=True)
        for name, source in SOURCES.items()
    ],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
