"""Build the kernels in C where there is a compiler; everything else stands in pyproject.toml."""

from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension(
            "search.analysis._runs",
            ["search/analysis/runs.c"],
            py_limited_api=True,
            optional=True,  # without it, Python does the same, slower
        ),
        Extension(
            "search.engines.whoosh._kernels",
            ["search/engines/whoosh/kernels.c"],
            py_limited_api=True,
            optional=True,  # without it, numpy does the same, slower
        ),
    ],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
