#!/bin/sh
# Make sure that Debian packages are there: packages.sh NAME…
# As root on Debian or Ubuntu, install what is missing; elsewhere, print the exact line to run.
# Exit status 0 when everything is there, 1 when something is still missing.

present() {
    case $1 in
        chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
        nginx) command -v nginx || command -v /usr/sbin/nginx ;;
        fonts-*) ! command -v dpkg-query || installed "$1" ;;
        *) installed "$1" ;;
    esac >/dev/null 2>&1
}

installed() {
    dpkg-query --show --showformat='${Status}' "$1" | grep 'ok installed'
}

absent() {
    for name; do
        present "$name" || printf '%s ' "$name"
    done
}

missing=$(absent "$@")
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing ${missing% }"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086  # one argument for each package
    apt-get update -qq >/dev/null &&
        apt-get install -qq --yes --no-install-recommends $missing >/dev/null
    missing=$(absent "$@")
    [ -n "$missing" ] || exit 0
fi

cat >&2 <<END
******************************************************************************
MISSING: ${missing% }
What needs it cannot work. On Debian or Ubuntu, run this line and start again:

    sudo apt-get update && sudo apt-get install --yes --no-install-recommends ${missing% }

Elsewhere, install the same with the system's own tools.
******************************************************************************
END
exit 1
