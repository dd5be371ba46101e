"""The plans of docs/teaching.md, from the minutes in the notes, and the map of concepts."""
from matplotlib import rc_context
from matplotlib.figure import Figure

from helpers.arguments import CourseError
from teaching import lessons

PAGE, MAP = lessons.ROOT / "docs" / "teaching.md", lessons.ROOT / "docs" / "concepts.svg"
BEGIN, END = "<!-- Written by `make plans`, from here -->\n", "<!-- to here. -->\n"
NOTED = lessons.wanted("all")
# When, which lessons, and in which of the two plans.
COURSES = [("One day", "02 03 04 05 06 08", "short"),
           ("Two days: the first", "03 04 05 06", "long"), ("and the second", "08 09 10 11", "short"),
           *((f"Twelve weeks: week {week}", lesson, "long") for week, lesson in enumerate(NOTED, 1))]


def minutes(lesson, plan):
    """Return the minutes of a `lesson` in a `plan`, "long" or "short"."""
    return sum(section.notes["minutes"][plan] for section in taught(lesson))


def taught(lesson):
    """Return the sections of a `lesson` that have notes."""
    return [section for section in lessons.sections(lessons.read(lesson)) if section.notes]


def plan_of(lesson):
    """Return the two plans of a `lesson` as Markdown."""
    first = lessons.read(lesson).cells[0]
    title, needs = lessons.title_of(lessons.read(lesson)), ", ".join(first.metadata["needs"]) or "none"
    times = [(section.title, section.notes["minutes"]) for section in taught(lesson)]
    rows = "\n".join(f"| {title} | {time['short'] or '–'} | {time['long']} |" for title, time in times if time["long"])
    return (f"### [{title}](../notebooks/{lessons.PATHS[lesson].name})\n\n{lessons.AFTER.strip()}:\n\n"
            f"{lessons.goals(first)}\n\nLessons it needs: {needs}.\n\n"
            f"| section | in 45 minutes | in 90 minutes |\n|---|---|---|\n{rows}\n"
            f"| **together** | **{minutes(lesson, 'short')}** | **{minutes(lesson, 'long')}** |\n")


def courses():
    """Return the courses of several lessons as a table in Markdown."""
    rows = [f"| {when} | {', '.join(chosen.split())} | {'45' if plan == 'short' else '90'} minutes | "
            f"{sum(minutes(lesson, plan) for lesson in chosen.split())} |" for when, chosen, plan in COURSES]
    return "\n".join(["| when | lessons | the plan of | minutes together |", "|---|---|---|---|", *rows]) + "\n"


def spare():
    """Return a sentence on the lessons that no later one needs."""
    needed = {need for lesson in NOTED for need in lessons.read(lesson).cells[0].metadata["needs"]}
    alone = [lesson for lesson in NOTED if lesson not in needed]
    return f"No later lesson needs {', '.join(alone[:-1])} or {alone[-1]}.\n"


def written(page):
    """Return the `page` with its generated part written anew."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise CourseError(f"docs/teaching.md must hold the lines {BEGIN.strip()} and {END.strip()}.")
    parts = [courses(), spare(), *map(plan_of, NOTED)]
    return before + begin + "\n" + "\n".join(parts) + "\n" + end + after


def columns(concepts):
    """Return the columns of a drawing of a lesson's `concepts`: what it takes from before, and then what needs that."""
    def depth(name):
        return 1 + max(map(depth, concepts[name]), default=0) if name in concepts else 0
    names = dict.fromkeys([need for needs in concepts.values() for need in needs] + list(concepts))
    return [[name for name in names if depth(name) == place] for place in range(max(map(depth, names)) + 1)]


def spots_of(concepts):
    """Return the place (x, y) of each concept in the drawing, near to what it needs."""
    spots = {}
    for x, column in enumerate(columns(concepts)):
        heights = {name: [spots[need][1] for need in concepts.get(name, [])] or [0] for name in column}
        column.sort(key=lambda name: -sum(heights[name]) / len(heights[name]))
        spots |= {name: (x, -(k + 0.5) / len(column)) for k, name in enumerate(column)}
    return spots


def draw(ax, concepts, title):
    """Draw which of the `concepts` of a lesson needs which, below a `title`."""
    spots, boxes = spots_of(concepts), {}
    for name, spot in spots.items():
        new = name in concepts
        look = {"boxstyle": "round", "fc": "#e6f0f8" if new else "white", "ec": "#0072b2" if new else "#999999"}
        text = ax.text(*spot, name, ha="center", va="center", fontweight="bold" if new else "normal", bbox=look)
        boxes[name] = text.get_bbox_patch()
    for name, need in [(name, need) for name, needs in concepts.items() for need in needs]:
        # What passes other columns bends around their boxes.
        bend = min(0.12 * (spots[name][0] - spots[need][0] - 1), 0.16)
        ax.annotate("", spots[name], spots[need], zorder=1, arrowprops={
            "arrowstyle": "->", "color": "#777777", "patchA": boxes[need], "patchB": boxes[name],
            "connectionstyle": f"arc3,rad={bend}"})
    ax.set(xlim=(-0.5, max(x for x, _ in spots.values()) + 0.5), ylim=(-1, 0))
    ax.set_title(title, loc="left", fontsize="large")
    ax.set_axis_off()


def concept_map():
    """Return a figure that shows for each lesson which idea needs which."""
    figure = Figure(figsize=(14, 4.5 * len(NOTED)), layout="constrained")
    for lesson, ax in zip(NOTED, figure.subplots(len(NOTED)), strict=True):
        notebook = lessons.read(lesson)
        draw(ax, notebook.cells[0].metadata["concepts"], lessons.title_of(notebook))
    return figure


def write():
    """Write the generated part of docs/teaching.md, and docs/concepts.svg."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    # As text, so that names can be searched, and the same file from every run.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "concepts", "font.size": 12}):
        concept_map().savefig(MAP, metadata={"Date": None})
