#!/bin/sh
# How many passes of the model prompt lookup saves on text that repeats its source: resources/news/repeating.jsonl, plain
# decoding and prompt lookup in one command, so that both have the same machine. Ids must be the same (float32).
#
#     bench/prompt_lookup.sh [MODEL] [COMMAND]     (default: the bundled writer and the built distribution)
cd "$(dirname "$0")/.." || exit 1
model=${1:-headline-student}
app=${2:-target/headline-bench/bin/headline-bench}
exec $app run --model "$model" --dataset resources/news/repeating.jsonl --rows all --stop none --max-new-tokens 48 \
  --stack precision=float32 --stack "precision=float32,decoding=prompt-lookup(ngram=2,tokens=8)"
