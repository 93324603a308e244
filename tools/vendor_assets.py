"""Copy the few assets that browsers need out of their npm packages, with licence and hash. Run by hand, never by make.

The form engine alone is not copied but put together: tools/enketo/ names its parts, esbuild makes one file of them.

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
SHEETS = REPOSITORY / "src" / "caicach" / "surveys" / "rendering" / "vendor"
TESTS = REPOSITORY / "tests" / "stories" / "vendor"
PARTS = REPOSITORY / "tools" / "enketo"
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


ENGINE = "enketo-core", "9.0.1"
BUNDLED = "jquery", "jquery-touchswipe", "mergexml", "node-forge", "openrosa-xpath-evaluator"
# enketo-core wants a fork of leaflet-draw that no registry has (maps are left out) and an evaluator not published yet.
OVERRIDES = {"leaflet-draw": "1.0.4", "openrosa-xpath-evaluator": "3.1.0"}
INLINE = "this.view.$.attr('onsubmit', 'return false;');"  # forbidden to pages of ours, which see to it themselves
BUILDER = "esbuild@0.28.1"
STYLESHEETS = "enketo-transformer", "4.2.0"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "package.json").write_text(json.dumps({"private": True, "overrides": OVERRIDES}))
        wanted = [f"{package.name}@{package.version}" for package in PACKAGES]
        wanted += ["@".join(ENGINE), "@".join(STYLESHEETS), BUILDER]
        options = ["--ignore-scripts", "--no-save", "--legacy-peer-deps", "--prefix", folder]
        subprocess.run(["npm", "install", *options, *wanted], check=True)
        rows = {
            root: [row for p in PACKAGES if root in p.folder.parents for row in _copy(p, Path(folder), root)]
            for root in (STATIC, TESTS)
        }
        rows[STATIC] += _engine(Path(folder))
        rows[SHEETS] = _stylesheets(Path(folder))
    for root, lines in rows.items():
        head = "| file | package | version | licence | sha256 |\n|---|---|---|---|---|\n"
        text = "Files of others, unchanged but for the bundle of the form engine; by tools/vendor_assets.py.\n\n"
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


def _engine(folder: Path) -> list[str]:
    """One file of Enketo and what it stands on, without maps, drawing and most of the cryptography beside it."""
    source, target = folder / "parts", STATIC / "enketo"
    shutil.copytree(PARTS, source)
    form = folder / "node_modules" / "enketo-core" / "src" / "js" / "form.js"
    text = form.read_text(encoding="utf-8")
    if text.count(INLINE) != 1:
        raise SystemExit(f"{form}: look for the handler in an attribute, which our pages forbid")
    form.write_text(text.replace(INLINE, ""), encoding="utf-8")
    core, own = "enketo-core/src/js", "./parts"
    names = {
        "enketo/config": f"{own}/config.js",
        "enketo/widgets": f"{own}/widgets.js",
        "enketo/translator": f"{own}/translator.js",
        "enketo/dialog": f"{core}/fake-dialog.js",
        "enketo/file-manager": f"{core}/file-manager.js",
        "enketo/xpath-evaluator-binding": f"{core}/xpath-evaluator-binding.js",
        "node-forge": f"{own}/forge.js",
        "node-forge/lib": "./node_modules/node-forge/lib",
    }
    target.mkdir(parents=True, exist_ok=True)
    options = ["--bundle", "--minify", "--format=iife", "--global-name=enketo", "--target=es2019"]
    options += ["--legal-comments=none", *(f"--alias:{name}={file}" for name, file in names.items())]
    command = ["node_modules/.bin/esbuild", "parts/entry.js", *options, f"--outfile={target / 'enketo.js'}"]
    subprocess.run(command, cwd=folder, check=True)
    modules = folder / "node_modules"
    texts = [_licence_of(modules / name) for name in (ENGINE[0], *BUNDLED)]
    (target / "LICENSES.txt").write_text("\n\n".join(texts), encoding="utf-8")
    return [_row(target / name, STATIC, ENGINE, "Apache-2.0") for name in ("enketo.js", "LICENSES.txt")]


def _licence_of(package: Path) -> str:
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    named = about.get("license") or ", ".join(one["type"] for one in about["licenses"])
    files = sorted(p for p in package.iterdir() if p.name.upper().startswith("LICEN"))
    text = files[0].read_text(encoding="utf-8").strip() if files else ""
    return f"{about['name']} {about['version']}: {named}\n\n{text}"


def _stylesheets(folder: Path) -> list[str]:
    """They stand inside of scripts as one literal each."""
    source = folder / "node_modules" / STYLESHEETS[0]
    SHEETS.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / "LICENSE", SHEETS / "LICENSE")
    names = ["openrosa2html5form.xsl", "openrosa2xmlmodel.xsl"]
    for name in names:
        script = source / "dist" / "enketo-transformer" / "xsl" / f"{name}.js"
        read = "import(process.argv[1]).then(m => process.stdout.write(m.default))"
        told = subprocess.run(["node", "-e", read, str(script)], check=True, capture_output=True)
        (SHEETS / name).write_bytes(told.stdout)
    return [_row(SHEETS / name, SHEETS, STYLESHEETS, "Apache-2.0") for name in (*names, "LICENSE")]


def _row(target: Path, root: Path, package: tuple[str, str], licence: str) -> str:
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    return f"| `{target.relative_to(root).as_posix()}` | {package[0]} | {package[1]} | {licence} | `{digest}` |\n"


if __name__ == "__main__":
    main()
