"""Documents that want to be executed, to break out of where they stand, or to be too much."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.web.documents import BODY, prose

PAYLOADS = (
    "<script>executed = 1</script>",
    "\"><img src=x onerror='executed = 1'>",
    "'><svg/onload=executed=1><style>@import '//evil.example/a.css'</style></svg>",
    "</title></textarea><iframe srcdoc='<script>parent.executed = 1</script>'></iframe>",
    "<!-- --!><base href='//evil.example/'><meta http-equiv=refresh content='0;url=//e.example'>",
    "{{7*7}} {% raise %} ${7*7} <%= 7*7 %> #{7*7}",
    "&lt;script&gt;executed = 1&lt;/script&gt; &amp;amp; &#60;b&#62; &",
    "\u202e\u2067 txet desrever \u2066\u202d",
    "a\x00b\x08c\x0bd\x7fe\x85f\ufffeg\ud800h",
    "<math><mtext><mglyph><style><img src=x onerror=executed=1></style></mglyph></mtext></math>",
)
"""What a text, a title, a name, an id or an address may hold."""

LINKS = (
    "javascript:executed=1",
    "JaVaScRiPt:executed=1",
    "\x01javascript:executed=1",
    "data:text/html,<script>opener.executed=1</script>",
    "vbscript:executed=1",
    "//evil.example/",
    "https://evil.example/\"onmouseover='executed=1'",
    "https://javascript:executed=1@evil.example/<script>executed=1</script>",
    "http://[evil",
    "https://\u202eelpmaxe.live/\u2066",
)
"""What a document may say that its address is."""

LONG_TITLE = "interminable " * 16_000
"""A title of 200 KB."""

_NOT_IN_NAMES = {0: None, 0xD800: None, ord("/"): "|"}


def hostile() -> Iterator[dict[str, str]]:
    """Yield documents that say "budget", each hostile in all that it tells of itself."""
    for number, (payload, link) in enumerate(zip(PAYLOADS, LINKS, strict=True)):
        text = f"Le budget {payload} compte. {prose(number)}"
        yield {
            "id": f"h{number}{payload}",
            "title": f"Budget {payload} {number}",
            "text": f"{text}\n\n{payload}\n\nCommentaires (0) {payload}",
            "author": f"Anne {payload}",
            "site": f"{payload}.example",
            "section": payload,
            "date": f"2014-02-1{number}",
            "url": link,
        }
    yield {"id": "long", "title": f"Budget {LONG_TITLE}", "text": f"Le budget. {BODY}"}
    yield {"id": "plein", "title": f"Budget {'x' * 50_000}", "text": f"Le budget. {'y' * 50_000}"}


def write_hostile_files(folder: Path) -> None:
    """Write files whose names are hostile, and a page whose markup is."""
    for number, payload in enumerate(PAYLOADS):
        name = payload.translate(_NOT_IN_NAMES)
        text = f"Budget {name}\n\nLe budget {name} compte.\n\n{prose(20 + number)}"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    payloads = [payload for payload in PAYLOADS if "\x00" not in payload]
    body = "".join(f"<p>{payload} {prose(40)}</p>" for payload in payloads)
    page = f'<title>Budget {PAYLOADS[0]}</title><meta name=author content="{PAYLOADS[1]}">{body}'
    (folder / "page.html").write_text(page, encoding="utf-8")
