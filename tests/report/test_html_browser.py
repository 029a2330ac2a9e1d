"""The HTML report in a real browser: it renders, its script runs under its own policy, and nothing is complained of.

Needs Chromium or Chrome. In CI it must be there (`.ci/run` installs it); elsewhere its absence is reported as such.
"""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest
from planting import copy_real_package
from reported import damage, whole

from reread.report import html

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: No sandbox: CI runs as root in a container, and the only page opened is our own. All else keeps the browser offline.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--enable-logging=stderr",
)


@pytest.fixture(scope="module")
def browser() -> str:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        message = f"needs a browser, one of {', '.join(NAMES)}; on Debian: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = copy_real_package(tmp_path_factory.mktemp("page"))
    damage(root)
    return html.render(*whole(root))


@pytest.fixture
def page(rendered: str, tmp_path: Path) -> Path:
    file = tmp_path / "report.html"
    file.write_text(rendered, "utf-8")
    return file


def run(browser: str, profile: Path, *arguments: str) -> tuple[str, list[str]]:
    """What the browser prints, and its console messages."""
    command = [browser, *FLAGS, f"--user-data-dir={profile}", *arguments]
    done = subprocess.run(command, capture_output=True, timeout=240, check=True)
    messages = [line for line in done.stderr.decode("utf-8", "replace").split("\n") if "CONSOLE" in line]
    return done.stdout.decode("utf-8"), messages


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of an 8-bit RGB or RGBA picture, as the browser writes it."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed = 8, b""
    width = height = depth = 0
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, height, bits, colour = struct.unpack(">IIBB", body[:10])
            assert bits == 8 and colour in (2, 6)
            depth = 3 if colour == 2 else 4
        packed += body if kind == b"IDAT" else b""
        at += 12 + size
    raw, stride = zlib.decompress(packed), width * depth
    rows: list[bytes] = []
    above = bytearray(stride)
    for start in range(0, len(raw), stride + 1):
        line = bytearray(raw[start + 1 : start + 1 + stride])
        _unfilter(raw[start], line, above, depth)
        rows.append(bytes(line))
        above = line
    return width, height, [b"".join(row[n : n + 3] for n in range(0, stride, depth)) for row in rows]


def _unfilter(kind: int, line: bytearray, above: bytearray, depth: int) -> None:
    for n in range(len(line)):
        left = line[n - depth] if n >= depth else 0
        up, corner = above[n], above[n - depth] if n >= depth else 0
        if kind == 4:
            guess = left + up - corner
            near = [abs(guess - left), abs(guess - up), abs(guess - corner)]
            add = (left, up, corner)[near.index(min(near))]
        else:
            add = (0, left, up, (left + up) // 2)[kind]
        line[n] = (line[n] + add) & 255


def colours(rows: list[bytes]) -> dict[bytes, int]:
    """How many pixels have each colour."""
    found: dict[bytes, int] = {}
    for row in rows:
        for n in range(0, len(row), 3):
            found[row[n : n + 3]] = found.get(row[n : n + 3], 0) + 1
    return found


def test_the_page_renders_in_light_and_dark(browser: str, page: Path, tmp_path: Path) -> None:
    css = page.read_text("utf-8")
    light = css[css.index(":root {") : css.index("@media")]
    marks = {name: bytes.fromhex(code) for name, code in re.findall(r"--([\w-]+): #([0-9a-f]{6})", light)}
    picture = tmp_path / "light.png"
    _, messages = run(browser, tmp_path / "a", "--window-size=900,2600", f"--screenshot={picture}", page.as_uri())
    assert messages == []
    width, height, rows = pixels(picture.read_bytes())
    assert (width, height) == (900, 2600)
    found = colours(rows)
    assert len(found) > 100  # letters have soft edges: a blank or broken page has a handful
    for name in ("page", "card", "who", "what", "when", "much", "bad-back"):
        assert found.get(marks[name], 0) > 100, name
    dark = tmp_path / "dark.html"
    dark.write_text(css.replace('<html lang="en">', '<html lang="en" data-theme="dark">', 1), "utf-8")
    picture = tmp_path / "dark.png"
    _, messages = run(browser, tmp_path / "b", "--window-size=500,900", f"--screenshot={picture}", dark.as_uri())
    assert messages == []
    assert marks["page"] not in colours(pixels(picture.read_bytes())[2])


def test_the_document_is_whole_and_its_script_has_run(browser: str, page: Path, tmp_path: Path) -> None:
    dom, messages = run(browser, tmp_path / "c", "--dump-dom", f"{page.as_uri()}#t-rednet-2022-07-27")
    assert messages == []
    for role in ("who", "what", "when", "how much"):
        assert f'data-role="{role}"' in dom
    assert re.search(r'<button type="button" id="theme">', dom)  # the script takes "hidden" away
    assert re.search(r'<div class="controls" id="controls">', dom)
    assert re.search(r'<details id="t-rednet-2022-07-27" class="source" open="">', dom)
    assert dom.rstrip().endswith("</html>")


def test_a_console_message_would_be_noticed(browser: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.html"
    broken.write_text("<!doctype html><script>nothing.here()</script>", "utf-8")
    _, messages = run(browser, tmp_path / "d", "--dump-dom", broken.as_uri())
    assert len(messages) == 1
    assert "nothing is not defined" in messages[0]


def test_a_script_in_a_cell_does_not_run(browser: str, page: Path, tmp_path: Path) -> None:
    """Even if escaping failed: the policy refuses a script that is not the report's own."""
    text = page.read_text("utf-8").replace("</main>", "<script>document.title = 'pwned'</script></main>", 1)
    page.write_text(text, "utf-8")
    dom, messages = run(browser, tmp_path / "e", "--dump-dom", page.as_uri())
    assert "<title>pwned</title>" not in dom
    assert any("Content Security Policy" in message for message in messages)


def test_the_filter_filters(browser: str, page: Path, tmp_path: Path) -> None:
    driver = """<script>
      addEventListener("load", () => {
        dispatchEvent(new KeyboardEvent("keydown", { key: "/" }));
        const field = document.activeElement;
        field.value = "s301 2,995";
        field.dispatchEvent(new Event("input"));
        const shown = [...document.querySelectorAll(".found > li")].filter((item) => item.offsetParent !== null);
        document.title = [field.id, shown.length, document.getElementById("matches").textContent].join("|");
      });
    </script></body>"""
    text = re.sub(r"<meta http-equiv=[^>]*>", "", page.read_text("utf-8"), count=1)
    page.write_text(text.replace("</body>", driver, 1), "utf-8")
    dom, messages = run(browser, tmp_path / "f", "--dump-dom", page.as_uri())
    assert messages == []
    assert "<title>filter|1|1 shown</title>" in dom
