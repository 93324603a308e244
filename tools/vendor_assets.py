"""Copy the few assets that browsers need out of their npm packages, with licence and hash. Run by hand, never by make.

The product runs without npm: what is copied is committed. A new version: change PACKAGES, run this file, look at the
diff, run the tests (tests/web/test_vendored_assets.py compares every hash).
"""

import hashlib
import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
STATIC = REPOSITORY / "src" / "caicach" / "web" / "static" / "vendor"
TESTS = REPOSITORY / "tests" / "stories" / "vendor"
WEIGHTS, SUBSETS = ("400", "600"), ("latin", "vietnamese")


@dataclass(frozen=True, slots=True)
class Package:
    name: str
    version: str
    folder: Path
    files: tuple[str, ...]


PACKAGES = (
    Package("htmx.org", "2.0.11", STATIC / "htmx", ("dist/htmx.min.js", "LICENSE")),
    Package(
        "@fontsource/be-vietnam-pro",
        "5.3.0",
        STATIC / "be-vietnam-pro",
        (*(f"files/be-vietnam-pro-{s}-{w}-normal.woff2" for s in SUBSETS for w in WEIGHTS), "LICENSE"),
    ),
    Package("axe-core", "4.14.1", TESTS / "axe-core", ("axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt")),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        wanted = [f"{package.name}@{package.version}" for package in PACKAGES]
        subprocess.run(["npm", "install", "--ignore-scripts", "--no-save", "--prefix", folder, *wanted], check=True)
        rows = {
            root: [row for p in PACKAGES if root in p.folder.parents for row in _copy(p, Path(folder), root)]
            for root in (STATIC, TESTS)
        }
    for root, lines in rows.items():
        head = "| file | package | version | licence | sha256 |\n|---|---|---|---|---|\n"
        text = "Files of others, unchanged. Written by tools/vendor_assets.py.\n\n"
        (root / "README.md").write_text("# Vendored assets\n\n" + text + head + "".join(lines), encoding="utf-8")


def _copy(package: Package, folder: Path, root: Path) -> list[str]:
    source = folder / "node_modules" / package.name
    licence = json.loads((source / "package.json").read_text(encoding="utf-8"))["license"]
    package.folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for name in package.files:
        target = package.folder / Path(name).name
        shutil.copyfile(source / name, target)
        digest = hashlib.sha256(target.read_bytes()).hexdigest()
        path = target.relative_to(root).as_posix()
        rows.append(f"| `{path}` | {package.name} | {package.version} | {licence} | `{digest}` |\n")
    return rows


if __name__ == "__main__":
    main()
