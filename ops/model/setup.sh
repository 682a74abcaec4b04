#!/bin/sh
# Makes .venv-model: the product's parts that read texts, and torch. Training alone needs it.
set -eu
cd "$(dirname "$0")/../.."
wanted=$(cksum < ops/model/requirements.txt)
[ "$(cat .venv-model/made-from 2> /dev/null || true)" != "$wanted" ] || exit 0
rm -rf .venv-model
.venv/bin/python -m venv .venv-model
.venv-model/bin/python -m pip install --quiet --disable-pip-version-check -r ops/model/requirements.txt
printf '%s\n' "$wanted" > .venv-model/made-from
