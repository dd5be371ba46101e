"""A lesson in JupyterLab on a projector: one document, large type, no side bars, settings of its own."""
import json
import os
import shutil
import subprocess
import sys

from teaching import lessons

SETTINGS = {
    "@jupyterlab/apputils-extension/themes": {"overrides": {
        "code-font-size": "22px", "content-font-size1": "24px", "ui-font-size1": "18px"}},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False}}


def teach(lesson, options, folder=lessons.ROOT / "build" / "projector"):
    """Start JupyterLab on a `lesson` with further `options`, keep its settings in `folder`, and return its process."""
    for name, values in SETTINGS.items():
        path = folder / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    # Else JupyterLab opens what was open the last time.
    shutil.rmtree(folder / "workspaces", ignore_errors=True)
    told = dict(os.environ, JUPYTERLAB_SETTINGS_DIR=str(folder / "settings"),
                JUPYTERLAB_WORKSPACES_DIR=str(folder / "workspaces"))
    # At /doc, not /lab, JupyterLab is in simple mode.
    address = f"/doc/tree/notebooks/{lessons.PATHS[lesson].name}"
    return subprocess.Popen([sys.executable, "-m", "helpers.lab", f"--ServerApp.root_dir={lessons.ROOT}",
                             f"--LabApp.default_url={address}", *options], env=told)
