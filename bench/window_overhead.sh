#!/bin/sh
# What the open window costs a run: E2E latency with and without it, paired, with a 95 % interval. Needs a quiet machine
# and a display, for example one of `Xvfb :7 -screen 0 1280x800x24` named by DISPLAY: JavaFX's headless platform copies
# its pixels one by one, which no screen does.
cd "$(dirname "$0")/.." && exec mvn -q test-compile exec:exec -Dexec.classpathScope=test \
  -DmainClass=org.headlinebench.app.WindowOverhead
