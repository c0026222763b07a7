#!/bin/sh
# What the window costs the FX thread: how long it is held up and how long frames take while 200 samples a second arrive
# with four charts open; its memory over 100,000 samples; scrolling a table of 10,000 articles and eight runs. Needs a
# quiet machine. `bench/window.sh 5 4000` is a brief look: 5 s, 4,000 samples.
cd "$(dirname "$0")/.." && export JAVA_TOOL_OPTIONS="-Dglass.platform=Headless -Dprism.order=sw -Djava.awt.headless=true -Xmx3g" &&
  exec mvn -q test-compile exec:exec -Dexec.classpathScope=test \
  -DmainClass="org.headlinebench.ui.WindowFigures ${1:-60} ${2:-100000}"
