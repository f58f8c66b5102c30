#!/usr/bin/env bash
# Every task of the project. "./run.sh help" lists them.
# Nothing is installed outside this folder: the environment is .venv, and nothing needs activating.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly VENV=.venv
readonly PYTHON=$VENV/bin/python

say() { printf '%s\n' "$*" >&2; }
fail() { say "run.sh: $*"; exit 1; }

# ------------------------------------------------------------------ setting up

# The first Python of 3.11 or later, by name.
find_python() {
    local name
    for name in ${LEGATION_PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$name"
            return
        fi
    done
    fail "Legation needs Python 3.11 or later, and none was found (python3 is: $(python3 --version 2>&1 || true))."
}

# uv where there is one; LEGATION_INSTALLER=pip leaves it aside.
have_uv() { [[ ${LEGATION_INSTALLER:-uv} == uv ]] && command -v uv >/dev/null; }

# pip of 22.3 or later can fill an environment that has no pip itself, which is all that a bare Debian offers.
have_pip() {
    local path
    path=$("$1" -c 'import sys; print(sys.executable)')
    "$1" -m pip --python "$path" --version >/dev/null 2>&1
}

make_environment() {
    if [[ -e $VENV && ! -e $VENV/pyvenv.cfg ]]; then
        fail "$VENV is in the way: it is not a Python environment."
    fi
    rm -rf "$VENV"
    if have_uv; then
        uv venv --quiet "$VENV"
        return
    fi
    local python
    python=$(find_python)
    if have_pip "$python"; then
        "$python" -m venv --without-pip "$VENV"
    elif ! "$python" -m venv "$VENV" >/dev/null 2>&1; then
        rm -rf "$VENV"
        fail "$python has neither pip (22.3 or later) nor ensurepip. On Debian and Ubuntu: apt install python3-pip"
    fi
}

# Installs into .venv with whatever the machine has: uv, pip beside the environment, or pip inside it.
installer() {
    if have_uv; then
        uv pip install --quiet --python "$PYTHON" "$@"
    elif "$PYTHON" -m pip --version >/dev/null 2>&1; then
        "$PYTHON" -m pip --disable-pip-version-check --quiet install "$@"
    else
        "$(find_python)" -m pip --python "$PYTHON" --disable-pip-version-check --quiet install "$@"
    fi
}

# What an environment was made from: when this changes, it is filled again.
fingerprint() { { printf '%s\n' "$PWD" "${LEGATION_UNPINNED:-}"; cat pyproject.toml "$1"; } | cksum; }

up_to_date() { [[ -x $VENV/bin/legation && -f $VENV/$1.stamp && $(<"$VENV/$1.stamp") == "$(fingerprint "$2")" ]]; }

# ensure run|dev: what running Legation needs, or that and the tools of its developers.
ensure() {
    local kind=$1 list=constraints.txt
    if up_to_date dev constraints-dev.txt; then return; fi
    if [[ $kind == dev ]]; then list=constraints-dev.txt; fi
    if up_to_date "$kind" "$list"; then return; fi
    if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then make_environment; fi
    say "Setting up $VENV (once; about a minute) …"
    rm -f "$VENV"/*.stamp
    if [[ -n ${LEGATION_UNPINNED:-} ]]; then
        if [[ $kind == dev ]]; then installer --editable '.[dev,desk,notify,office,tables]'; else installer --editable .; fi
    else
        installer --no-deps --require-hashes --requirement "$list" ||
            fail "the tested versions could not be installed (see above)." \
                "LEGATION_UNPINNED=1 takes any versions that pyproject.toml allows."
        installer --no-deps --no-build-isolation --editable .
    fi
    fingerprint "$list" >"$VENV/$kind.stamp"
}

# ------------------------------------------------------------------ tasks

task_install() { # set up .venv with Legation and the developers' tools ("install run": Legation alone)
    ensure "${1:-dev}"
    say "Ready: $VENV/bin/legation"
}

task_demo() { # read forty dispatches into a record and show what is in it
    ensure run
    "$VENV/bin/legation" demo "$@"
}

task_test() { # run the tests (further words go to pytest)
    ensure dev
    "$PYTHON" -m pytest -n 2 "$@"
}

# Debian's chromium; installed where it is missing and we may.
find_chromium() {
    local name
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name"; then return; fi
    done
    say "Installing chromium …"
    if [[ $(id -u) == 0 ]]; then apt-get install -y -qq chromium >/dev/null; else sudo apt-get install -y -qq chromium >/dev/null; fi ||
        fail "no chromium was found, and it could not be installed (on Debian: apt install chromium)."
    command -v chromium
}

task_serve() { # open the desk on a record (options go to "legation serve")
    ensure dev
    "$VENV/bin/legation" serve "$@"
}

task_browser() { # walk through the desk in a real browser and check it with axe; screenshots go to .browser/
    ensure dev
    local chromium scratch
    chromium=$(find_chromium)
    scratch=$(mktemp -d)
    # shellcheck disable=SC2064  # the folder's name is wanted as it is now
    trap "rm -rf '$scratch'" EXIT
    command -v npm >/dev/null || fail "npm was not found: axe-core, which checks accessibility, comes through it (on Debian: apt install npm)."
    npm install --silent --no-save --prefix "$scratch" axe-core@4 >/dev/null
    LEGATION_BROWSER=$chromium LEGATION_AXE=$scratch/node_modules/axe-core/axe.min.js LEGATION_SHOTS=${LEGATION_SHOTS:-.browser} \
        "$PYTHON" -m pytest tests/browser "$@"
}

task_lint() { # ruff's rules and layout, the rule of the stages, shell scripts where shellcheck is found
    ensure dev
    local wrong=0
    "$VENV/bin/ruff" check . || wrong=1
    "$VENV/bin/ruff" format --check . || wrong=1
    "$VENV/bin/lint-imports" || wrong=1
    if command -v shellcheck >/dev/null; then shellcheck run.sh .ci/run || wrong=1; fi
    return "$wrong"
}

task_format() { # lay the code out, and mend what ruff can mend by itself
    ensure dev
    "$VENV/bin/ruff" check --fix-only --quiet .
    "$VENV/bin/ruff" format .
}

task_types() { # mypy, strict
    ensure dev
    "$PYTHON" -m mypy
}

task_gate() { # accuracy on the gold, per type, against the floors in gold/floors.toml
    ensure dev
    "$PYTHON" bench/accuracy.py "$@"
}

task_learn() { # weigh words and signs anew, from our own gold: src/legation/data/en/weights.tsv, signs.tsv
    ensure dev
    "$PYTHON" bench/learn.py "$@"
    "$PYTHON" bench/signs.py "$@"
}

task_pages() { # how well web pages are taken apart, against the floors in gold/pages/floors.toml
    ensure dev
    "$PYTHON" bench/pages.py "$@"
}

task_bench() { # speed and memory
    ensure dev
    "$PYTHON" bench/throughput.py "$@"
}

task_soak() { # watch made-up sources for 24 simulated hours, the process killed 50 times on the way (--hours, --kills)
    ensure dev
    "$PYTHON" tests/soak.py "$@"
}

task_fetching() { # how much sooner addresses are had when hosts are asked side by side
    ensure dev
    PYTHONPATH=src:bench:tests "$PYTHON" bench/fetching.py "$@"
}

task_deskbench() { # how long the desk takes to answer in a large record (a quarter of an hour to make it; --record FILE)
    ensure dev
    PYTHONPATH=src:bench "$PYTHON" bench/desk.py "$@"
}

task_backfill() { # speed and memory of reading a web archive
    ensure dev
    "$PYTHON" bench/backfill.py "$@"
}

task_docs() { # check that the code blocks of the documentation run, and that docs/codebook.md is current
    ensure dev
    "$PYTHON" docs/write_codebook.py --check
    "$PYTHON" docs/run_blocks.py "$@"
}

task_codebook() { # write docs/codebook.md anew from src/legation/data/codebook.toml
    ensure dev
    "$PYTHON" docs/write_codebook.py
}

task_wheel() { # build the wheel into dist/
    ensure dev
    rm -rf dist
    "$PYTHON" -m hatchling build -t wheel
}

task_constraints() { # write constraints*.txt anew ("constraints --upgrade": to the newest allowed versions)
    local uv=uv scratch=
    if ! have_uv; then
        scratch=$(mktemp -d)
        # shellcheck disable=SC2064  # the folder's name is wanted as it is now
        trap "rm -rf '$scratch'" EXIT
        "$(find_python)" -m venv --without-pip "$scratch"
        "$(find_python)" -m pip --python "$scratch/bin/python" --quiet install uv
        uv=$scratch/bin/uv
    fi
    # compile FILE [options]: versions and hashes for every platform and every Python from 3.11; no address of an index.
    compile() {
        local file=$1 listed
        "$uv" pip compile pyproject.toml --output-file "$file" --group build --universal --python-version 3.11 \
            --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet "${@:2}" >/dev/null
        listed=$(<"$file")
        printf '# %s\n' "Exact versions that Legation is tested with, and the hashes of their files." \
            "Written by ./run.sh constraints; used by ./run.sh for every installation." >"$file"
        printf '%s\n' "$listed" >>"$file"
    }
    compile constraints.txt "$@"
    compile constraints-dev.txt --all-extras --constraint constraints.txt "$@"
    say "$(grep -c '==' constraints.txt) packages to run, $(grep -c '==' constraints-dev.txt) to develop."
}

task_clean() { # remove .venv, caches and what was built
    rm -rf "$VENV" dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
    find src tests bench docs -name __pycache__ -type d -prune -exec rm -rf {} +
}

task_help() { # list the tasks
    printf 'usage: ./run.sh TASK [options]\n\n'
    sed -nE 's/^task_([a-z]+)\(\) \{ # (.*)$/  \1\t\2/p' "${BASH_SOURCE[0]##*/}" | expand -t 16
}

main() {
    local task=${1:-help}
    [[ $task == -h || $task == --help ]] && task=help
    declare -F "task_$task" >/dev/null || fail "no task named \"$task\". See ./run.sh help"
    shift || true
    "task_$task" "$@"
}

main "$@"
