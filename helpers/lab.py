"""The command behind `make lab`: `python -m helpers.lab [options of JupyterLab]` in the folder of the course."""
import os
import subprocess
import sys

# The address, not a file name: so the line that --no-browser prints leads to the first lesson too.
FIRST_LESSON = "/lab/tree/notebooks/01_start_here.ipynb"
# The lessons' matrices are small. Two threads gain little there, and on busy cores each waits for the other.
ONE_THREAD = {f"{library}_THREADS": "1" for library in ("OMP_NUM", "OPENBLAS_NUM", "MKL_NUM", "VECLIB_MAXIMUM")}


def main(options):
    """Open JupyterLab on the first lesson, with further `options`, while what is missing of the data is fetched.

    Kernels compute in one thread, where the variables of `ONE_THREAD` say nothing else. Return the exit code: 130 after
    Ctrl-C.
    """
    os.environ |= ONE_THREAD | os.environ
    # A lesson that is faster than this fetches what it needs by itself.
    with subprocess.Popen([sys.executable, "-m", "helpers.fetch", "--missing-only"]):
        try:
            return _labapp().main([f"--LabApp.default_url={FIRST_LESSON}", *options])
        except KeyboardInterrupt:
            return 130


def _labapp():
    """Return the module that starts JupyterLab.

    As it is imported it asks Node.js, where there is one, for settings that only its builders need: half a second of
    each start. So it is imported where it finds none.
    """
    path = os.environ["PATH"]
    os.environ["PATH"] = os.path.dirname(sys.executable)
    try:
        from jupyterlab import labapp
    finally:
        os.environ["PATH"] = path
    return labapp


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
