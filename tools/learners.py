"""Measure what learners at once cost a machine: memory and processor time of each, as a table in Markdown (Linux).

    python tools/learners.py                        one learner in lesson 04, one in 08, one in 11, one after the other
    python tools/learners.py 04 08 --at-once 1 10   one learner, then ten at the same time, in lesson 04, then in 08

A learner is a kernel that runs a lesson from top to bottom and then moves its first slider 20 times.
"""
import argparse
import os
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Before Jupyter is imported, else a kernel of the same name in the user's home folder is taken.
os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
os.environ["COURSE_PROGRESS"] = "off"

import nbformat  # noqa: E402
import psutil  # noqa: E402
from jupyter_client.manager import start_new_kernel  # noqa: E402

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
MOVES = 20
SECONDS = 3600  # many at once are slow


def learn(cells):
    """Run the code `cells` in a kernel, move the first slider; return peak memory in MB, and seconds of processor."""
    manager, client = start_new_kernel(startup_timeout=SECONDS, kernel_name="python3", cwd=str(NOTEBOOKS))
    try:
        sliders = []
        for cell in cells:
            reply = client.execute_interactive(cell.source, output_hook=lambda message: note(message, sliders),
                                               timeout=SECONDS)["content"]
            if reply["status"] != "ok":
                raise RuntimeError(f"Cell {cell.id} raised {reply.get('ename')}: {reply.get('evalue')}")
        for place in range(MOVES):
            move(client, *sliders[0], place)
        pid = manager.provisioner.pid
        used, status = psutil.Process(pid).cpu_times(), Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024, used.user + used.system
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def note(message, sliders):
    """Add the id and the state of a slider to `sliders` if this `message` of a kernel says that one was made."""
    if message["msg_type"] == "comm_open":
        state = message["content"]["data"].get("state", {})
        if state.get("_model_name") in ("IntSliderModel", "FloatSliderModel"):
            sliders.append((message["content"]["comm_id"], state))


def move(client, comm_id, state, place):
    """Move a slider to one of its places as a browser does, and wait until the kernel has answered."""
    count = int((state["max"] - state["min"]) / state["step"] + 1e-9) + 1
    data = {"method": "update", "state": {"value": state["min"] + place % count * state["step"]}, "buffer_paths": []}
    message = client.session.msg("comm_msg", {"comm_id": comm_id, "data": data})
    client.shell_channel.send(message)
    while True:
        answer = client.get_iopub_msg(timeout=SECONDS)
        if (answer["parent_header"].get("msg_id") == message["header"]["msg_id"]
                and answer["content"].get("execution_state") == "idle"):
            return


def main(arguments):
    """Print the table for the lessons and numbers of learners named in `arguments`."""
    parser = argparse.ArgumentParser(description="Measure what learners at once cost a machine.")
    parser.add_argument("lessons", nargs="*", default=["04", "08", "11"])
    parser.add_argument("--at-once", nargs="+", type=int, default=[1])
    options = parser.parse_args(arguments)
    print("| lesson | learners at once | peak memory of each, MB | processor seconds of each | all done after, s |")
    print("|---|---|---|---|---|")
    for lesson in options.lessons:
        path, = NOTEBOOKS.glob(f"{lesson}*.ipynb")
        cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        for learners in options.at_once:
            begin = time.monotonic()
            with ThreadPoolExecutor(learners) as pool:
                memory, seconds = zip(*pool.map(learn, [cells] * learners), strict=True)
            print(f"| {lesson} | {learners} | {max(memory):.0f} | {max(seconds):.1f} "
                  f"| {time.monotonic() - begin:.0f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
