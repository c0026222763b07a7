"""Headline Bench against HF transformers on the same machine, in one run: E2E latency and milliseconds per decoded token.

    python bench/against_transformers.py --model MODEL.gguf --dataset NEWS.jsonl [--rows 50] [--app COMMAND]

Both write headlines for the same rows with the reference prompt, greedily, batch 1. The two take turns configuration by
configuration; each is a fresh process with the same number of threads and a warm-up sample that is not counted. Needs
the packages of bench/requirements.txt; COMMAND starts the product's command line (default: the built distribution).
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

CONFIGURATIONS = [("float32", "dynamic"), ("bfloat16", "dynamic"), ("float32", "none"), ("bfloat16", "none")]
APP = pathlib.Path(__file__).parents[1] / "target" / "headline-bench" / "bin" / "headline-bench"


def main():
    arguments = parse()
    if arguments.peer:
        precision, cache = arguments.peer.split(",")
        print(json.dumps(transformers_samples(arguments, precision, cache)))
        return
    print(f"{'configuration':24}{'E2E ms ours':>14}{'HF':>9}{'ratio':>8}{'ms/token ours':>16}{'HF':>9}{'ratio':>8}"
          f"{'same ids':>10}")
    for precision, cache in arguments.only or CONFIGURATIONS:
        rows = arguments.rows if cache == "dynamic" else min(arguments.rows, arguments.rows_without_cache)
        ours = headline_bench_samples(arguments, precision, cache, rows)
        peer = peer_samples(arguments, precision, cache, rows)
        report(f"{precision}, cache {cache}", ours, peer)


def report(name, ours, peer):
    figures = []
    for field in ("e2e", "token"):
        a = statistics.median(sample[field] for sample in ours)
        b = statistics.median(sample[field] for sample in peer)
        figures += [a, b, a / b]
    same = sum(a["ids"] == b["ids"] for a, b in zip(ours, peer, strict=True)) / len(ours)
    print(f"{name:24}{figures[0]:14.0f}{figures[1]:9.0f}{figures[2]:8.2f}{figures[3]:16.2f}{figures[4]:9.2f}"
          f"{figures[5]:8.2f}{same:10.0%}", flush=True)


def headline_bench_samples(arguments, precision, cache, rows):
    with tempfile.TemporaryDirectory() as folder:
        export = pathlib.Path(folder, "runs.json")
        subprocess.run([*arguments.app, "run", "--model", arguments.model, "--dataset", arguments.dataset,
                        "--rows", f"1-{rows}", "--max-new-tokens", str(arguments.tokens), "--stop", "none",
                        "--stack", f"precision={precision},cache={cache}", "--json", export],
                       check=True, stdout=subprocess.DEVNULL, env=environment(arguments))
        samples = json.loads(export.read_text())["runs"][0]["samples"]
    return [timed(sample["times"]["tokenMillis"], sample["times"]["endToEndMillis"], sample["tokenIds"])
            for sample in samples]


def peer_samples(arguments, precision, cache, rows):
    command = [sys.executable, __file__, "--model", arguments.model, "--dataset", arguments.dataset,
               "--rows", str(rows), "--tokens", str(arguments.tokens), "--threads", str(arguments.threads),
               "--peer", f"{precision},{cache}"]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            env=environment(arguments)).stdout
    return json.loads(output.splitlines()[-1])


def transformers_samples(arguments, precision, cache):
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, StoppingCriteria

    torch.set_num_threads(arguments.threads)
    gguf = pathlib.Path(arguments.model)
    tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
    model = AutoModelForCausalLM.from_pretrained(gguf.parent, gguf_file=gguf.name,
                                                 dtype=getattr(torch, precision)).eval()

    class Watch(StoppingCriteria):
        """Called after every token; never stops."""

        def __init__(self):
            self.start = time.perf_counter()
            self.times = []

        def __call__(self, ids, scores, **_):
            self.times.append((time.perf_counter() - self.start) * 1e3)
            return torch.zeros(ids.shape[0], dtype=torch.bool)

    def sample(text):
        watch = Watch()
        ids = tokenizer(text, return_tensors="pt").input_ids
        with torch.inference_mode():
            out = model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=arguments.tokens,
                                 do_sample=False, use_cache=cache != "none", pad_token_id=0,
                                 stopping_criteria=[watch])[0, ids.shape[1]:]
        tokenizer.decode(out, skip_special_tokens=True)
        return timed(watch.times, (time.perf_counter() - watch.start) * 1e3, out.tolist())

    with open(arguments.dataset, encoding="utf-8") as file:
        rows = [json.loads(line) for _, line in zip(range(arguments.rows), file)]
    prompts = [f"Short description: {row['short_description']}\nHeadline:" for row in rows
               if row["short_description"].strip() and row["headline"].strip()]
    for _ in range(2):
        sample(prompts[0])
    return [sample(prompt) for prompt in prompts]


def timed(token_millis, e2e_millis, ids):
    gaps = len(token_millis) - 1
    return dict(e2e=e2e_millis, token=(token_millis[-1] - token_millis[0]) / gaps if gaps else token_millis[0],
                ids=ids)


def environment(arguments):
    return os.environ | {"OMP_NUM_THREADS": str(arguments.threads), "TOKENIZERS_PARALLELISM": "false"}


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--dataset", required=True)
    parser.add_argument("--rows", type=int, default=50)
    parser.add_argument("--rows-without-cache", type=int, default=15)
    parser.add_argument("--tokens", type=int, default=25)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--app", nargs="+", default=[str(APP)])
    parser.add_argument("--only", nargs="+", metavar="PRECISION,CACHE", type=lambda text: tuple(text.split(",")),
                        help="some of the configurations, for example bfloat16,dynamic")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    return parser.parse_args()


main()
