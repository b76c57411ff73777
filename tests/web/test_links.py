from __future__ import annotations

import pytest

from web.links import web_address


@pytest.mark.parametrize("url", ["https://vtv.vn/a?b=1#c", "HTTP://example.org", "http://[::1]/x"])
def test_a_web_address_can_be_followed(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//example.org/x",
        "https:/x",
        "http://[oops",
    ],
)
def test_anything_else_cannot(url: str | None) -> None:
    assert web_address(url) is None
