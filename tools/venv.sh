#!/bin/sh
# tools/venv.sh requirements.txt: make .venv hold what that file pins, and our package; do nothing when it already does.
# A second word names another folder.
set -eu
cd "$(dirname "$0")/.."
requirements=$1
venv=${2:-.venv}
python=$venv/bin/python

stop() {
    echo "$1" >&2
    exit 1
}

# Which Python .venv runs and where it was made: both change when the folder is moved or copied,
# or when the Python beneath it is replaced, and then nothing in .venv can be trusted.
home() {
    "$python" -c 'import os, sys, pip; print(sys.version_info[:2], os.path.realpath(sys.prefix))' 2>/dev/null || echo broken
}

# Contents, not times: git and cp give files new times.
wanted() {
    cat "$1" pyproject.toml tools/venv.sh | cksum
}

holds() {
    test -f "$venv/$1.stamp" && test "$(cat "$venv/$1.stamp")" = "$(wanted "$1")"
}

# The real Python below an active environment, because that environment may be the .venv about to be removed.
# Written for Python 2 as well, which must live long enough to say that it is too old.
probe='
import sys
try:
    import ensurepip, venv
    pip = "pip"
except ImportError:
    pip = "bare"
fit = pip if sys.version_info >= (3, 11) else "old"
print("%s %d.%d %s" % ((fit,) + tuple(sys.version_info[:2]) + (getattr(sys, "_base_executable", sys.executable),)))
'

choose() {
    bare='' old=''
    for name do
        answer=$("$name" -c "$probe" 2>/dev/null) || continue
        case $answer in
            pip*) base=${answer#* * }; return ;;
            bare*) bare=${bare:-$answer} ;;
            old*) old=${old:-$answer} ;;
        esac
    done
    if [ -n "$bare" ]; then
        set -- $bare
        stop "Python $2 is here but lacks venv or pip, which the course needs: install them (on Debian or Ubuntu: apt install python$2-venv) and run make again."
    elif [ -n "$old" ]; then
        set -- $old
        stop "The course needs Python 3.11 or newer and found Python $2: install a newer one, or name it, as in make lab PYTHON=python3.12."
    elif [ -n "${PYTHON:-}" ]; then
        stop "PYTHON=$PYTHON is no Python that runs: name one of version 3.11 or newer, or leave PYTHON out."
    fi
    stop "The course needs Python 3.11 or newer and found none: install it from python.org (on Debian or Ubuntu: apt install python3 python3-venv) and run make again."
}

if ! test "$(cat "$venv/home" 2>/dev/null)" = "$(home)"; then
    if [ -n "${PYTHON:-}" ]; then choose "$PYTHON"; else choose python3 python python3.13 python3.12 python3.11; fi
    rm -rf "$venv"
    # uv makes in half a second what Python takes some seconds for; where it cannot, no network say, Python does it.
    { command -v uv && uv venv --no-config --seed --python "$base" "$venv" && test -x "$python"; } >/dev/null 2>&1 ||
        "$base" -m venv "$venv" >/dev/null || stop "Python could not make the folder $venv here: look at the lines above, then run make again."
    home >"$venv/home"
fi

# Each of these holds all that the next ones want, at the same versions.
for larger in requirements-site.txt requirements-test.txt requirements.txt; do
    if holds "$larger"; then exit 0; fi
    test "$larger" != "$requirements" || break
done

echo "Installing the packages of $requirements into $venv: silent for a minute, or for a few on a slow network."
rm -f "$venv"/*.stamp
# Some machines make pip print hundreds of warnings, in which a reader would lose the one line that matters.
fill() {
    "$@" --require-hashes -r "$requirements" && "$@" --no-deps -e .
}
# pip would compile all files, a quarter of its time; Python compiles those that it imports, unless it is told not to.
compile=--no-compile
test -z "${PYTHONDONTWRITEBYTECODE:-}" || compile=--compile
# uv takes seconds where pip takes half a minute, but does not know what pip was told of this machine: an index, say.
# Without --no-config it reads the constraint in pyproject.toml, which it refuses beside hashes.
{ command -v uv && fill uv pip install --no-config --python "$python" ||
    fill "$python" -m pip --disable-pip-version-check install --progress-bar off $compile; } >"$venv/pip.log" 2>&1 ||
    stop "Some packages could not be installed: check the network and run make again, or read the reason at the end of $venv/pip.log."

# JupyterLab asks newcomers whether to fetch news; the course is quiet and sends nothing.
mkdir -p "$venv/share/jupyter/lab/settings"
echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}' \
    >"$venv/share/jupyter/lab/settings/overrides.json"

# Where Node.js is, JupyterLab would also look whether it should be built anew: a second and a half of each start.
mkdir -p "$venv/etc/jupyter/labconfig"
echo '{"buildAvailable": false, "buildCheck": false}' >"$venv/etc/jupyter/labconfig/page_config.json"

# Last, so that an interrupted installation is begun again.
wanted "$requirements" >"$venv/$requirements.stamp"
