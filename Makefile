# `make` alone opens the course: a learner should need one word.
# Options, for example: make lab LAB_OPTIONS=--no-browser · make check TEST_OPTIONS="-k data" · make lab PYTHON=python3.12
LAB_OPTIONS ?=
TEST_OPTIONS ?=
UV_OPTIONS ?=
NOTEBOOKS ?=
LESSON ?= all
PORT ?= 8000
runs := A B C D E F
teaching := student instructor slides demo handout assignment questions plans
# `make reproduce E F` names its runs; alone it prints those that take seconds.
RUNS ?= $(or $(filter $(runs),$(MAKECMDGOALS)),A B C D)
PYTHON ?=
export PYTHON

# Else a kernel that the reader once installed for another project would run the notebooks.
export JUPYTER_PREFER_ENV_PATH = 1

python := .venv/bin/python

as_root = $(shell test "$$(id -u)" -ne 0 || echo --allow-root)
pins := --quiet --universal --generate-hashes --no-strip-extras --python-version 3.11 --fork-strategy fewest --no-annotate \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements"

# The tests that take seconds: all but those that run whole notebooks, in this process or in a browser.
quick := tests --ignore-glob='*/test_lesson*' --ignore-glob='*/test_browser*'

.PHONY: $(runs) lab check test data doctor licenses reproduce claims exercises live bench refresh $(teaching) teach requirements lint nightly site serve site-test clean help venv venv-test venv-site venv-bench ready

lab: venv
	@$(python) -m helpers.lab $(as_root) $(LAB_OPTIONS)

check: lint ready
	$(python) -m pytest $(quick) $(TEST_OPTIONS)

test: lint ready
	$(python) -m pytest --nbval $(TEST_OPTIONS)

data: venv
	$(python) -m helpers.fetch

doctor: venv
	@$(python) -m helpers.doctor

licenses: venv
	@$(python) tools/licenses.py

reproduce: venv
	@$(python) -m helpers.reproduce $(RUNS)

$(runs): reproduce
	@:

claims: ready
	OPENBLAS_NUM_THREADS=1 $(python) -m claims

exercises: venv-test
	$(python) tools/exercises.py

live: ready
	$(python) -m tools.live

# In an environment of their own, since the libraries that we are measured against are many times as large as the course.
bench: venv-bench
	@.venv-bench/bin/python -m helpers.fetch --missing-only
	.venv-bench/bin/python -m benchmarks

refresh: venv-test
	$(python) tools/refresh.py $(NOTEBOOKS)

$(teaching): venv
	@$(python) -m teaching $@ $(LESSON)

teach: venv
	@$(python) -m teaching teach $(LESSON) $(as_root) $(LAB_OPTIONS)

# ruff: style, docstrings, length and state · import-linter: which room may import which. Both are set in pyproject.toml.
lint: venv-test
	$(python) -m ruff check .
	.venv/bin/lint-imports --no-cache --no-logo

# The notebooks once more as an older processor rounds: what they print must not depend on it.
nightly: ready
	COURSE_TRUST=1 $(python) -m pytest -m nightly $(TEST_OPTIONS)
	OPENBLAS_CORETYPE=Sandybridge $(python) -m pytest --nbval notebooks $(TEST_OPTIONS)

# Pages first, then JupyterLite beside them, to which they lead. What the reader has done stays out of the pages.
site: venv-site
	@$(python) -m helpers.fetch --missing-only
	COURSE_PAGES=1 COURSE_PROGRESS=off $(python) -m sphinx -q -j 2 -c website . build/site
	$(python) website/lite.py build/site/lite

serve: site
	$(python) -m http.server --bind 127.0.0.1 --directory build/site $(PORT)

site-test: site
	$(python) -m pytest -n 0 website $(TEST_OPTIONS)

# Needs uv on the PATH. Pins are kept; UV_OPTIONS=--upgrade looks for newer ones.
requirements:
	uv pip compile $(pins) $(UV_OPTIONS) pyproject.toml -o requirements.txt
	uv pip compile $(pins) $(UV_OPTIONS) pyproject.toml --extra test -c requirements.txt -o requirements-test.txt
	uv pip compile $(pins) $(UV_OPTIONS) pyproject.toml --extra test --extra site -c requirements-test.txt -o requirements-site.txt

clean:
	rm -rf .venv .venv-bench build *.egg-info .pytest_cache .ruff_cache .hypothesis

help:
	@echo "make lab           open the first lesson in JupyterLab"
	@echo "make check         check the style and run the quick tests"
	@echo "make test          run the linters, every test and every notebook, in the browser too"
	@echo "make data          fetch the data and say where they came from"
	@echo "make doctor        say what this machine lacks for the course, and how to mend it"
	@echo "make licenses      list the license of every package that the lessons need"
	@echo "make reproduce     print the book's tables A to D; make reproduce E F those two (full data)"
	@echo "make claims        run every comparison of the lessons fairly, and write docs/claims.md (an hour or more)"
	@echo "make exercises     report how well the checks judge wrong answers (half an hour)"
	@echo "make live          write docs/live.md: what each live picture takes (a quarter of an hour)"
	@echo "make bench         measure the course beside PyTorch, JAX and others, and write benchmarks/results.md (ten minutes)"
	@echo "make refresh       run the notebooks and store their outputs (NOTEBOOKS=notebooks/04*.ipynb for one)"
	@echo "make student       write the lessons without notes and solutions (LESSON=06 for one, here and below)"
	@echo "make instructor    write the lessons with the teacher's notes"
	@echo "make slides        write slides whose pictures move without a kernel"
	@echo "make demo          open the live pictures alone, each with its question"
	@echo "make handout       print a lesson as PDF, with the solutions at the end (needs Chromium or Chrome)"
	@echo "make assignment    write an assignment for nbgrader from the exercises of a lesson"
	@echo "make teach         open a lesson in JupyterLab as a projector needs it"
	@echo "make questions     write questions for the class: a page, slides, and a file for Moodle"
	@echo "make plans         write the plans of docs/teaching.md and its map of concepts"
	@echo "make lint          check the style of the code, and which room imports which"
	@echo "make nightly       run the tests that take minutes, and write docs/trust.md"
	@echo "make site          write the site of the course to build/site; the first time it runs all notebooks"
	@echo "make serve         the same, and show it at http://127.0.0.1:8000"
	@echo "make site-test     build the site and try it in the browser, offline"
	@echo "make requirements  pin the packages anew (needs uv)"
	@echo "make clean         remove .venv and what the tools left; the data stay"

venv:
	@sh tools/venv.sh requirements.txt

venv-test:
	@sh tools/venv.sh requirements-test.txt

venv-site:
	@sh tools/venv.sh requirements-site.txt

venv-bench:
	@sh tools/venv.sh requirements.txt .venv-bench
	@.venv-bench/bin/python -m pip --disable-pip-version-check install -r benchmarks/requirements.txt \
		>.venv-bench/pip.log 2>&1 || { echo "The libraries to compare with could not be installed: check the network and \
	run make again, or read the reason at the end of .venv-bench/pip.log." >&2; exit 1; }

ready: venv-test
	@$(python) -m helpers.fetch --missing-only
