#!/bin/sh
# How long the distribution takes to show its window, each time with a new application folder, on JavaFX's headless platform:
#   bench/first_start.sh [DISTRIBUTION [TIMES]]
# Milliseconds since Java's start, as the program's own log has them. Needs a quiet machine.
set -eu
cd "$(dirname "$0")/.."
distribution=${1:-target/headline-bench}
times=${2:-7}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HEADLINE_BENCH_HOME="$home/folder" DISPLAY=:headless
export JDK_JAVA_OPTIONS="-Dglass.platform=Headless -Dprism.order=sw -Djava.awt.headless=true"
for _ in $(seq "$times"); do
  rm -rf "$HEADLINE_BENCH_HOME"
  "$distribution/bin/headline-bench" > "$home/out" 2>&1 &
  window=$!
  until grep -hs 'window was shown' "$HEADLINE_BENCH_HOME"/logs/*.log > "$home/line"; do
    kill -0 "$window" 2> "$home/gone" || { cat "$home/out" >&2; exit 1; }
    sleep 0.1
  done
  kill "$window"
  wait "$window" 2> "$home/gone" || true
  sed 's/[^0-9]*\([0-9,]*\) ms[^0-9]*\([0-9,]*\) ms.*/\1 \2/; s/,//g' "$home/line"
done | sort -n | awk '{ shown[NR] = $1; usable[NR] = $2 } END { if (!NR) exit 1; middle = int((NR + 1) / 2)
  printf "shown after %d ms (%d to %d), usable after %d ms; medians of %d first starts\n", shown[middle], shown[1], shown[NR], usable[middle], NR }'
