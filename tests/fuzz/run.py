"""Look for bytes that break a target, guided by coverage.

    python tests/fuzz/run.py TARGET [SECONDS]      all: each target in turn

Bytes that break it are written beside the corpus of the target; once mended, they stay there as a test.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run one target in this process, or each in one of its own. The exit code: 1 where something was found."""
    name, seconds = [*sys.argv[1:], "60"][:2]
    if name == "all":
        from targets import TARGETS

        command = [sys.executable, __file__]
        return max(subprocess.run([*command, target, seconds], check=False).returncode != 0 for target in TARGETS)
    import atheris

    with atheris.instrument_imports(include=["cn_industrial_internet"]):
        from targets import TARGETS
    corpus = HERE / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as grown:  # inputs that reach new code are of use to this run only
        options = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=2048"]
        options += [f"-artifact_prefix={corpus}/found-", "-print_final_stats=1", "-verbosity=1"]
        atheris.Setup([sys.argv[0], grown, str(corpus), *options], TARGETS[name])
        print(f"{name}: {seconds} s", flush=True)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    sys.exit(main())
