#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Start, stop, kill and freeze real Apache Kafka brokers for tests.
#
#   broker.sh render TEMPLATE DIR KEY=VALUE...  write DIR/server.properties (@KEY@ replaced, @DIR@ is known)
#   broker.sh format DIR CLUSTER_ID [ARG...]    prepare DIR/data (extra ARGs go to StorageTool)
#   broker.sh run    DIR                        become the broker (same pid); it dies with the caller
#   broker.sh start  DIR [SECONDS]              background, wait until ready; it outlives the caller
#   broker.sh wait   DIR [SECONDS]              wait until the broker says that it is ready
#   broker.sh stop   DIR [SECONDS]              SIGTERM, wait, SIGKILL if it does not end (then exit 1)
#   broker.sh kill   DIR                        SIGKILL and wait
#   broker.sh freeze DIR | thaw DIR             SIGSTOP | SIGCONT
#   broker.sh tool   CLASS ARG...               run an admin tool (a JVM each time)
#   broker.sh cds    DIR                        once: train the class archive on the formatted broker DIR
#
# KAFKA_HOME/lib holds the jars (pom.xml). DIR is the private folder of one broker.
set -euo pipefail
: "${KAFKA_HOME:?set KAFKA_HOME to the folder that holds lib/}"
JSA=$KAFKA_HOME/kafka.jsa
FAST=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable -Xlog:all=error:stderr)
S=-Dorg.slf4j.simpleLogger
QUIET=("$S.defaultLogLevel=warn" "$S.showDateTime=true" "$S.dateTimeFormat=HH:mm:ss.SSS" "$S.showShortLogName=true"
       "$S.log.kafka.server.KafkaRaftServer=info") # the one INFO logger: its last line means "ready"

die() { echo "broker.sh: $*" >&2; exit 1; }
# A class archive is only used with exactly the classpath it was made with: expand and sort here.
classpath() { local IFS=: j=("$KAFKA_HOME"/lib/*.jar); echo "${j[*]}"; }
archive() { [ ! -f "$JSA" ] || echo "-XX:SharedArchiveFile=$JSA"; }
# The process of DIR, checked by its command line, so that a recycled pid is never signalled.
pid_of() {
  local p; p=$(cat "$1/pid" 2>/dev/null) || return 1
  tr '\0' '\n' 2>/dev/null <"/proc/$p/cmdline" | grep -qxF "$1/server.properties" && echo "$p"
} 2>/dev/null
gone() { # wait up to $2 tenths of a second for the end of pid $1; a zombie has ended
  local i; for ((i = 0; i < $2; i++)); do
    grep -q '^State:.[^Z]' "/proc/$1/status" 2>/dev/null || return 0
    sleep 0.1
  done; return 1
}
launch() { # launch DIR JVM_FLAG -- WRAPPER...   never returns
  local dir=$1 flag=$2; shift 3
  cd "$dir"; : >broker.log; echo "$BASHPID" >pid
  exec "$@" java -Xmx"${BROKER_HEAP:-256m}" "${FAST[@]}" $flag "${QUIET[@]}" "$S.logFile=$dir/broker.log" \
    -cp "$(classpath)" kafka.Kafka "$dir/server.properties" </dev/null >stdout.log 2>&1
}
ready() {
  local i; for ((i = 0; i < $2 * 20; i++)); do
    ! grep -q 'Kafka Server started' "$1/broker.log" 2>/dev/null || return 0
    if ((i > 10)) && ! pid_of "$1" >/dev/null; then tail -n 20 "$1"/{broker,stdout}.log >&2; die "broker in $1 ended"; fi
    sleep 0.05
  done; tail -n 20 "$1/broker.log" >&2; die "broker in $1 not ready after $2 s"
}

cmd=${1:-help}; [ $# -eq 0 ] || shift
case $cmd in tool | help) ;; render) mkdir -p "$2"; DIR=$(realpath "$2") ;; *) DIR=$(realpath "${1:?DIR}") ;; esac
case $cmd in
render)
  args=(-e "s|@DIR@|$DIR|g"); for kv in "${@:3}"; do args+=(-e "s|@${kv%%=*}@|${kv#*=}|g"); done
  sed "${args[@]}" "$1" >"$DIR/server.properties"
  ! grep -nE '@[A-Z_]+@' "$DIR/server.properties" >&2 || die "unfilled keys in $1" ;;
format)
  java -Xmx128m "${FAST[@]}" $(archive) "${QUIET[@]}" -cp "$(classpath)" kafka.tools.StorageTool \
    format -t "$2" -c "$DIR/server.properties" "${@:3}" >"$DIR/format.log" 2>&1 || { cat "$DIR/format.log" >&2; exit 1; } ;;
run) launch "$DIR" "$(archive)" -- setpriv --pdeathsig KILL -- ;;
start) rm -f "$DIR/broker.log"; (launch "$DIR" "$(archive)" -- setsid) & ready "$DIR" "${2:-60}" ;;
cds) rm -f "$JSA" "$DIR/broker.log"; (launch "$DIR" "-XX:ArchiveClassesAtExit=$JSA" -- setsid) & ready "$DIR" 60; "$0" stop "$DIR" 60 ;;
wait) ready "$DIR" "${2:-60}" ;;
stop) p=$(pid_of "$DIR") || exit 0; kill -CONT "$p"; kill -TERM "$p"
  gone "$p" $((${2:-30} * 10)) || { kill -KILL "$p"; gone "$p" 50; exit 1; } ;;
kill) p=$(pid_of "$DIR") || exit 0; kill -KILL "$p"; gone "$p" 50 ;;
freeze) kill -STOP "$(pid_of "$DIR")" ;;
thaw) kill -CONT "$(pid_of "$DIR")" ;;
tool) exec java -Xmx128m "${FAST[@]}" $(archive) "${QUIET[@]}" -cp "$(classpath)" "$@" ;;
*) sed -n '2,/^set/{/^#/p}' "$0"; exit 2 ;;
esac
