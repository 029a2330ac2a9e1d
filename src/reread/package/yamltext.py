"""Descriptors in YAML, read as strictly as JSON: one object, no member twice, days and times as text."""

from __future__ import annotations

from typing import Any, Final

from ..findings import CannotRun, Problem
from .jsontext import MAX_DEPTH, depth

ENDS: Final = (".yaml", ".yml")


def parse_object(text: str, path: str) -> tuple[dict[str, Any], Problem | None]:
    """The object in `text`, or an empty one and the problem that `path` has.

    Raises `CannotRun` without the library for YAML.
    """
    try:
        import yaml
    except ImportError:
        raise CannotRun(f"{path} is YAML, and the library for it is not installed", "pip install pyyaml") from None

    class Loader(yaml.SafeLoader):
        """Safe, without days and times, and without aliases, which can make a small file endless."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("an alias, which is not read here")
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
            found = super().construct_mapping(node, deep)
            if len(found) != len(node.value):
                raise yaml.YAMLError(f"a member twice in the object on line {node.start_mark.line + 1}")
            return found

    Loader.yaml_implicit_resolvers = {
        sign: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
        for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def refused(found: str, line: int | None = None) -> tuple[dict[str, Any], Problem]:
        fix = "Correct the file by hand, or restore it from version control."
        return {}, Problem("json", path, found, "one object in YAML", fix, line)

    try:
        value = yaml.load(text, Loader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        return refused(f"text that is not YAML: {getattr(error, 'problem', None) or error}", mark and mark.line + 1)
    except RecursionError:
        return refused(f"lists or objects nested more than {MAX_DEPTH} deep")
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        return refused("YAML, but no object at the top")
    if depth(value) > MAX_DEPTH:
        return refused(f"lists or objects nested more than {MAX_DEPTH} deep")
    return value, None
