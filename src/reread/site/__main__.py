"""`python -m reread.site FOLDER --output build/site`."""

from __future__ import annotations

import cyclopts

from .command import site

cyclopts.run(site)
