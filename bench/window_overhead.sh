#!/bin/sh
# What the open window costs a run: E2E latency with and without it, paired, with a 95 % interval. Needs a quiet machine.
cd "$(dirname "$0")/.." && exec mvn -q test-compile exec:exec -Dexec.classpathScope=test \
  -DmainClass=org.headlinebench.app.WindowOverhead \
  -Djvm.access="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dglass.platform=Headless -Dprism.order=sw"
