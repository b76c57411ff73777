"""What browsers are told to refuse, whatever a document contains."""

from __future__ import annotations

from flask.wrappers import Response

from web.mounting import current_mount

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the addresses of searches stay private
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
}


def add_security_headers(response: Response) -> Response:
    """Forbid everything that the pages do not use.

    Where pages have forms that change something, browsers may tell us of which page they are; and
    since the forms hold a token, such pages are neither kept nor compressed.
    """
    response.headers.update(HEADERS)
    if current_mount().settings.is_editable:
        response.headers["Referrer-Policy"] = "same-origin"
        if response.mimetype == "text/html":
            response.cache_control.no_store = True
    return response
