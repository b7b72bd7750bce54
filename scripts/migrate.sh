#!/usr/bin/env bash
# The commands that mcpeasy's guide teaches, over luamig:
#
#   ./migrate.sh create "add invoice tables" [--custom acme]
#   ./migrate.sh upgrade
#   ./migrate.sh status
#   ./migrate.sh history
#
# Whatever else stands behind the word is luamig's own. LUAMIG names the binary; without it the checkout's build is
# taken, then the one in PATH.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
luamig=${LUAMIG:-}
if [ -z "$luamig" ]; then
    luamig=$here/../build/luamig
    [ -x "$luamig" ] || luamig=$(command -v luamig) || {
        echo "migrate.sh: luamig is not installed and not built (scripts/quickstart builds it)" >&2
        exit 1
    }
fi

usage() {
    cat <<'END'
usage: migrate.sh create MESSAGE [--custom ORG]   write the revision for what has changed in the models
       migrate.sh upgrade                         run what is pending, core before custom
       migrate.sh status                          say what is applied and what is pending
       migrate.sh history                         list the revisions in the order in which they run
END
}

case ${1:-} in
create | upgrade | status | history) exec "$luamig" "$@" ;;
help | -h | --help) usage ;;
*)
    usage >&2
    exit 2
    ;;
esac
