#!/bin/sh
# The command for people: « sudo pvd-watch status ». It works on the service's home, as its user, with its secrets.
# Put it into /usr/local/sbin/pvd-watch (chmod 755).
set -eu
if [ -r /etc/pvd-watch.env ]; then
    set -a
    . /etc/pvd-watch.env
    set +a
fi
PVD_WATCH_HOME=/var/lib/pvd-watch
export PVD_WATCH_HOME
cd /
exec runuser -u pvd-watch -- /opt/pvd-watch/bin/pvd-watch "$@"
