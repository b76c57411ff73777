from __future__ import annotations

import pytest

from web.links import web_address


@pytest.mark.parametrize("url", ["https://vtv.vn/a?b=1#c", "http://example.org", "http://[::1]/x"])
def test_a_web_address_can_be_followed(url: str) -> None:
    assert web_address(url) == url


def test_what_may_not_stand_in_an_address_is_quoted() -> None:
    assert web_address('HTTP://évry.fr/é "<b>') == "http://xn--vry-9la.fr/%C3%A9%20%22%3Cb%3E"


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
        "https://lemonde.fr@example.org/",
        "https://\u202eelpmaxe.org/",
        "https://example.org:port/",
    ],
)
def test_anything_else_cannot(url: str | None) -> None:
    assert web_address(url) is None
