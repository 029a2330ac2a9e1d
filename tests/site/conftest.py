"""The explorer of a grown package, written once, and a headless Chromium to look at it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from grown import grown_package
from playwright.sync_api import Browser, Page, sync_playwright

from reread.release.explorer import write


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the site, written once for all processes that test."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "explored"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (folder / "written").exists():
            write(grown_package(folder), folder / "sub" / "explorer")
            (folder / "written").touch()
    return folder / "sub" / "explorer"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system; `.ci/run` installs it."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def look(site: Path, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`look("index.html", width=390)` opens a page from its file; every request and every complaint is checked at the
    end: nothing but files of the site, nothing in the console."""
    contexts, requests, complaints = [], [], []

    def opened(path: str, *, width: int = 1280, height: int = 900, strict: bool = True, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=not strict, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        if strict:
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{site.as_uri()}/{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    strangers = [url for url in requests if not url.startswith((site.as_uri(), "blob:"))]
    assert not strangers
    assert not complaints
