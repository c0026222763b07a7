#!/bin/sh
# How long it takes to compare two runs of 10,000 samples with 10,000 resamples (aim: 1 s) and to write a PDF on 50 runs of
# 1,000 samples (aim: 10 s), in a process that has just started. The samples are drawn, not measured: only this program's
# own time is.
cd "$(dirname "$0")/.." && exec mvn -q test-compile exec:exec -Dexec.classpathScope=test \
  -DmainClass=org.headlinebench.report.ResultFigures
