#!/bin/sh
# Prints the path of a Chromium that runs; root on Debian gets one installed. CHROMIUM names another.
set -eu

find_chromium() {
    for candidate in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; do
        path=$(command -v "$candidate" 2> /dev/null) || continue
        # Ubuntu's chromium-browser may be a stub that only asks for snap.
        "$path" --version > /dev/null 2>&1 || continue
        printf '%s\n' "$path"
        return
    done
    return 1
}

find_chromium && exit
if [ -n "${CHROMIUM:-}" ]; then
    echo "CHROMIUM names $CHROMIUM, which does not run, and no other Chromium was found." >&2
fi
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    echo "Installing Chromium for the browser tests." >&2
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq >&2 && apt-get install -y -qq chromium >&2 && find_chromium; then
        exit
    fi
fi
cat >&2 << 'WORDS'
The browser tests need Chromium. On Debian: sudo apt-get install chromium
Elsewhere: .venv/bin/playwright install --with-deps chromium, and name it: make test CHROMIUM=/path/to/chrome
Without browsers: make test-quick
WORDS
exit 1
