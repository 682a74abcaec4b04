#!/bin/sh
# Makes or renews .venv, needing nothing but Python 3.11 or newer.
# environment.sh run: what the product needs; environment.sh dev: also what tests and checks need.
set -eu
cd "$(dirname "$0")/../.."
purpose=$1
UV=0.13.9

say() { printf '%s\n' "$*" >&2; }

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; }

find_python() {
    incomplete=
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        fits "$candidate" || continue
        if "$candidate" -c 'import ensurepip, venv' 2> /dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
        incomplete=$candidate
    done
    if [ -n "$incomplete" ]; then
        version=$("$incomplete" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        say "$incomplete cannot make a virtual environment: its venv module is missing."
        say "On Debian or Ubuntu: apt-get install $version-venv    Then run make again."
    else
        say "Python 3.11 or newer is needed and was not found. On Debian 12, Ubuntu 24.04 or newer:"
        say "apt-get install python3 python3-venv    Then run make again, or name one: make PYTHON=/path/to/python3"
    fi
    exit 1
}

# Programs in .venv hold its path: after the checkout was moved, or Python removed, they no longer run.
if [ -e .venv ] && { ! fits .venv/bin/python || [ "$(cat .venv/place 2> /dev/null || pwd)" != "$(pwd)" ]; }; then
    say "The environment in .venv belongs to another place or Python; making it anew."
    rm -rf .venv
fi
if [ ! -e .venv ]; then
    python=$(find_python)
    say "Making .venv with $("$python" --version)."
    "$python" -m venv --without-pip .venv
fi
pwd > .venv/place

# uv installs exactly what uv.lock names. It lives in a corner of its own, so that it never sees itself as too much.
if [ "$(.venv/uv/bin/uv --version 2> /dev/null | cut -d ' ' -f 2)" != "$UV" ]; then
    say "Fetching uv $UV."
    rm -rf .venv/uv
    python=$(find_python)
    "$python" -m venv .venv/uv
    .venv/uv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV"
fi

# An environment that has the tools of a developer keeps them.
group=--no-dev
for stamp in .venv/ready-dev-*; do
    [ ! -e "$stamp" ] || purpose=dev
done
[ "$purpose" != dev ] || group=--dev
rm -f .venv/ready-*
say "Installing what uv.lock names ($purpose)."
unset VIRTUAL_ENV
# Where a network has a certificate authority of its own, only the system knows it.
if [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -e /etc/pki/tls/certs/ca-bundle.crt ]; then
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"
fi
UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON=.venv/bin/python UV_PYTHON_DOWNLOADS=never \
    .venv/uv/bin/uv sync --frozen "$group" --quiet

here=$(pwd | cksum | cut -d ' ' -f 1)
touch ".venv/ready-run-$here"
[ "$purpose" != dev ] || touch ".venv/ready-dev-$here"
