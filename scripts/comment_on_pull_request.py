#!/usr/bin/env python3
"""Put a file as a comment under the pull request that a finished workflow run belongs to, with GitHub's `gh`.

    GH_TOKEN=... GITHUB_REPOSITORY=owner/name HEAD_OWNER=... HEAD_BRANCH=... HEAD_SHA=... \\
        python scripts/comment_on_pull_request.py comment.md

The pull request is looked up by the fork's owner, branch and commit, which GitHub itself reports: a number that came
with the run could name any pull request. A comment of an earlier run is replaced, told by the line `MARK`. Exit codes:
0 commented, or there is no such open pull request any more; 1 otherwise.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

MARK = "<!-- cnii diff -->"
LIMIT = 65_000
_AUTHOR = "github-actions[bot]"


def gh(*arguments: str, body: str | None = None) -> Any:
    """What `gh api` answers, as JSON. Raises CalledProcessError."""
    command = ["gh", "api", *arguments]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", input=body)
    return json.loads(done.stdout) if done.stdout.strip() else None


def pull_request(repository: str, owner: str, branch: str, sha: str) -> int | None:
    """The number of the open pull request from that branch whose last commit is `sha`, or None."""
    found = gh(f"repos/{repository}/pulls", "--method", "GET", "-f", "state=open", "-f", f"head={owner}:{branch}")
    return next((int(item["number"]) for item in found if item["head"]["sha"] == sha), None)


def earlier_comment(repository: str, number: int) -> int | None:
    """The id of the comment that an earlier run wrote, or None."""
    pages = gh(f"repos/{repository}/issues/{number}/comments", "--method", "GET", "--paginate", "--slurp")
    comments = [comment for page in pages for comment in page]
    mine = [c for c in comments if c["user"]["login"] == _AUTHOR and str(c["body"]).startswith(MARK)]
    return int(mine[-1]["id"]) if mine else None


def main() -> int:
    """Run the command; the exit code."""
    text = Path(sys.argv[1]).read_text("utf-8")
    names = ("GITHUB_REPOSITORY", "HEAD_OWNER", "HEAD_BRANCH", "HEAD_SHA")
    repository, owner, branch, sha = (os.environ[name] for name in names)
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository) or not re.fullmatch(r"[0-9a-f]{40,64}", sha):
        print("GITHUB_REPOSITORY or HEAD_SHA is not what it should be", file=sys.stderr)
        return 1
    try:
        number = pull_request(repository, owner, branch, sha)
        if number is None:
            print("no open pull request has this commit any more: nothing to comment")
            return 0
        body = json.dumps({"body": f"{MARK}\n{text}"[:LIMIT]})
        earlier = earlier_comment(repository, number)
        place = f"issues/comments/{earlier}" if earlier else f"issues/{number}/comments"
        method = "PATCH" if earlier else "POST"
        gh(f"repos/{repository}/{place}", "--method", method, "--input", "-", body=body)
    except subprocess.CalledProcessError as error:
        print(f"gh failed: {error.stderr}", file=sys.stderr)
        return 1
    print(f"commented pull request {number}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
