"""The role files that quality checks run over: ours and the tutorial's."""
import re

from support import tools

MARK = re.compile(r'^\s*[{,]?\s*"?rolecast"?\s*:\s*1\b', re.MULTILINE)


def role_files():
    """{a name: path} of tests/conformance/roles and examples/*/."""
    candidates = [*(tools.HERE / "roles").iterdir(), *(tools.REPOSITORY / "examples").glob("*/*")]
    return {f"{path.parent.name}-{path.name.split('.')[0]}": path for path in sorted(candidates)
            if path.suffix in (".yaml", ".yml", ".json") and MARK.search(path.read_text(encoding="utf-8"))}
