"""Pages and documents from templates (jinja2): `NAME.html`, `NAME.md` and `NAME.svg` beside the module that fills them.

Cells are written by strangers: in a page every text is escaped, and every character that shows as nothing is spelled
out. In Markdown a template says of each text whether it is prose, a code span, or one in a cell.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from .console import Painter
from .escaping import cell_code, code, one_line, prose, visible


@cache
def _environment(package: str) -> Environment:
    made = Environment(
        loader=PackageLoader(package),
        autoescape=lambda name: name is not None and name.endswith((".html", ".svg")),
        finalize=lambda value: visible(value) if type(value) is str else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"cell": cell_code, "code": code, "prose": prose, "line": one_line}
    made.filters |= {"n": lambda number: f"{number:,}", "g": lambda number: f"{number:g}"}
    return made


def filled(package: str, template: str, /, **values: object) -> str:
    """The template in the folder `templates` of a package of this library, filled with `values`."""
    return _environment(package).get_template(template).render(values)


def painting(colour: bool) -> Callable[..., Markup]:
    """What paints texts in a style, for templates: nothing in what is painted is spelled out any more."""
    painter = Painter(colour)
    return lambda style, *texts: Markup(painter(style, "".join(texts)))


def admitting(style: str, script: str = "") -> str:
    """The content security policy of a page that runs and loads nothing but this style and script."""
    parts = {"style-src": style, "script-src": script}
    hashes = {name: b64encode(sha256(text.encode()).digest()).decode() for name, text in parts.items() if text}
    allowed = "".join(f"{name} 'sha256-{digest}'; " for name, digest in hashes.items())
    return f"default-src 'none'; {allowed}base-uri 'none'; form-action 'none'"
