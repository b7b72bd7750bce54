#!/bin/sh
# A container's entry point: brings the database up to date, then becomes the command that was given.
#
#   ENTRYPOINT ["docker-entrypoint.sh"]
#   CMD ["python", "-m", "my_application"]
#
# Containers may start together: luamig's lock lets one of them run the revisions while the others wait, and then find
# nothing left to do. LUAMIG_LOCK_WAIT is how many seconds they wait (600); LUAMIG_PROJECT the folder with luamig.lua.
set -eu

if [ -n "${LUAMIG_PROJECT:-}" ]; then
    "${LUAMIG:-luamig}" upgrade --lock-wait "${LUAMIG_LOCK_WAIT:-600}" --project "$LUAMIG_PROJECT"
else
    "${LUAMIG:-luamig}" upgrade --lock-wait "${LUAMIG_LOCK_WAIT:-600}"
fi
if [ $# -gt 0 ]; then
    exec "$@"
fi
