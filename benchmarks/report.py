"""benchmarks/results.md, section by section: each script writes its own and leaves the others."""
import datetime
import pathlib
import platform
import re
from importlib import metadata

RESULTS = pathlib.Path(__file__).resolve().parent / "results.md"
HEAD = """# Benchmarks

`make bench` writes this page, its last section apart. Times are medians, with the smallest and the largest behind them.
"""


def table(header, rows):
    """Return the lines of a table."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def milliseconds(seconds):
    """Return a time in ms with three digits."""
    return f"{float(f'{1e3 * seconds:.3g}'):,g}"


def machine():
    """Return a sentence on this machine and this day."""
    try:
        cpu = re.search(r"model name\s*: (.+)", pathlib.Path("/proc/cpuinfo").read_text())[1]
    except (OSError, TypeError):
        cpu = platform.processor() or platform.machine()
    names = ["numpy", "scipy", "torch", "jax", "scikit-learn", "gensim"]
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in names if _is_here(name))
    return (f"Measured on {datetime.date.today()}: {cpu}, {platform.system()}, "
            f"Python {platform.python_version()}, {versions}.")


def _is_here(name):
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def write(sections, page=RESULTS):
    """Put {title: text} into the page, each in the place of an older one of its title or at the end."""
    kept = {}
    if page.exists():
        parts = re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        kept = dict(part.split("\n\n", 1) for part in parts)
    kept |= {title: f"{text.strip()}\n\n" for title, text in sections.items()}
    body = "".join(f"## {title}\n\n{text}" for title, text in kept.items())
    page.write_text(f"{HEAD}\n{body.rstrip()}\n", encoding="utf-8")
