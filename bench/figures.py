"""What the optimization stack buys on this machine, side by side in one command each, against the project's aims.

    python bench/figures.py --model SmolLM2-135M-Instruct.Q4_1.gguf [--dataset NEWS.jsonl] [--rows 1-20] [--app COMMAND]
                            [--llama DIR]     (npm install --prefix DIR node-llama-cpp)

Prints a table: the figure, what was measured, the aim, and whether it was reached. Nothing else should run on the machine.
The baseline runs first and last; its two values say how steady the machine was. Only the standard library is needed.
"""
import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parents[1]
APP = ROOT / "target" / "headline-bench" / "bin" / "headline-bench"
BASE = "precision=bfloat16,cache=dynamic"
INT8 = "precision=bfloat16,quantize=int8"
INT4 = "precision=bfloat16,quantize=int4(32)"
STORED = "precision=bfloat16,quantize=stored"
SHRUNK = "precision=bfloat16,prune=l1-structured(amount=0.35,dim=input)"
EIGHT = "precision=bfloat16,batching=continuous(8)"
MIB = 1 << 20


def main():
    arguments = parse()
    print(f"{'figure':58}{'measured':>10}{'aim':>10}")
    stacks(arguments)
    lookup(arguments)
    prefix(arguments)
    turns(arguments)


def stacks(arguments):
    wanted = [BASE, INT8, INT4, STORED, SHRUNK, EIGHT, BASE]
    runs = run(arguments, arguments.dataset, arguments.rows, "reference", "none", wanted)
    base, int8, int4, stored, shrunk, eight, again = runs
    line("bfloat16 ms per token, first", tpot(base))
    line("bfloat16 ms per token, last", tpot(again))
    dense = (tpot(base) + tpot(again)) / 2
    line("int8 ms per token", tpot(int8))
    line("int8 / bfloat16 ms per token", tpot(int8) / dense, most=0.7)
    line("int4 ms per token", tpot(int4))
    line("int4 / bfloat16 ms per token", tpot(int4) / dense, most=0.5)
    line("stored codes / bfloat16 ms per token", tpot(stored) / dense)
    line("l1-structured 35 % of all columns / dense", tpot(shrunk) / dense, most=0.8)
    line("continuous(8) / single, output tokens per second",
         throughput(eight) / ((throughput(base) + throughput(again)) / 2), least=2.5)
    for name, one in (("int8", int8), ("int4", int4)):
        estimated = one["memory"]["baseProcessBytes"] / MIB + estimate(arguments, one["stack"])
        resident = one["memory"]["peakGenerationBytes"] / MIB
        line(f"{name} resident MiB / (base {one['memory']['baseProcessBytes'] / MIB:.0f} + estimated)",
             resident / estimated, least=0.9, most=1.1)
    if arguments.llama:
        peer = llama_cpp(arguments, base)
        line(f"llama.cpp {peer['version']} ms per token, same file", peer["perToken"])
        line("int4 / llama.cpp ms per token", tpot(int4) / peer["perToken"], most=1.0)
        line("stored codes / llama.cpp ms per token", tpot(stored) / peer["perToken"], most=1.0)


def lookup(arguments):
    plain, looked = run(arguments, str(ROOT / "resources/news/repeating.jsonl"), "all", "reference", "none",
                        ["precision=float32", "precision=float32,decoding=prompt-lookup(ngram=2,tokens=8)"],
                        model="headline-student", tokens=48)
    line("prompt lookup on repeating text: fewer target passes by",
         looked["summary"]["speculation"]["tokensPerTargetPass"], least=1.5)
    line("prompt lookup on repeating text: ms per token / plain", tpot(looked) / tpot(plain))


def prefix(arguments):
    words = [f"Rule {i}: a headline names who acted and what changed, never more than the report itself says."
             for i in range(1, 18)]
    prompt = "text:" + " ".join(words) + " Summary: {text}\\nHeadline:"
    plain, shared = run(arguments, arguments.dataset, arguments.rows, prompt, "none", [BASE, BASE + ",prefix=shared"])
    tokens = statistics.median(sample["promptTokens"] for sample in plain["samples"])
    line(f"shared prefix, prompts of {tokens:.0f} tokens: TTFT / without", ttft(shared) / ttft(plain), most=0.3)


def turns(arguments):
    plain, reused = run(arguments, "conversations", "all", "conversation", "none", [BASE, BASE + ",prefix=turns"])
    for turn in ("turn 1", "turn 2", "turn 3", "turn 4"):
        line(f"turns reused, {turn}: TTFT / without", ttft(reused, turn) / ttft(plain, turn))


def run(arguments, dataset, rows, prompt, stop, wanted, model=None, tokens=None):
    with tempfile.TemporaryDirectory() as folder:
        export = pathlib.Path(folder, "runs.json")
        command = [*arguments.app, "run", "--model", model or arguments.model, "--rows", rows, "--prompt", prompt,
                   "--stop", stop, "--max-new-tokens", str(tokens or arguments.tokens), "--json", str(export), "--yes"]
        command += ["--dataset", dataset] if dataset else []
        for stack in wanted:
            command += ["--stack", stack]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            sys.exit(done.stdout + "\nfailed: " + " ".join(command))
        return json.loads(export.read_text())["runs"]


def estimate(arguments, stack):
    """MiB of weights, copies and cache for the stack, by the program itself."""
    text = subprocess.run([*arguments.app, "estimate", "--model", arguments.model, "--context", "128", "--stack", stack],
                          check=True, stdout=subprocess.PIPE, text=True).stdout
    return float(re.findall(r"[0-9.]+", text.splitlines()[2])[-1])


def llama_cpp(arguments, base):
    """On the texts of the same rows; the prompt is the reference's."""
    with tempfile.TemporaryDirectory() as folder:
        prompts = pathlib.Path(folder, "prompts.json")
        prompts.write_text(json.dumps([f"Summary: {sample['description']}\nHeadline:" for sample in base["samples"]]))
        output = subprocess.run(["node", str(ROOT / "bench/llama_cpp.mjs"), arguments.llama, arguments.model,
                                 str(prompts), str(arguments.tokens), str(os.cpu_count())],
                                check=True, stdout=subprocess.PIPE, text=True).stdout
    result = json.loads(output.splitlines()[-1])
    return {"version": result["version"], "perToken": statistics.mean(s["perToken"] for s in result["samples"])}


def tpot(run):
    return run["summary"]["latency"]["tpotMillis"]["mean"]


def throughput(run):
    return run["summary"]["latency"]["outputTokensPerSecond"]


def ttft(run, category=None):
    return statistics.median(sample["times"]["ttftMillis"] for sample in run["samples"]
                             if category in (None, sample["category"]))


def line(name, value, least=None, most=None):
    aim = "" if least is None and most is None else (
        f"{least}-{most}" if None not in (least, most) else f"<= {most}" if least is None else f">= {least}")
    missed = (least is not None and value < least) or (most is not None and value > most)
    print(f"{name:58}{value:10.2f}{aim:>10}{'  missed' if missed else ''}", flush=True)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--dataset", help="default: the sample news")
    parser.add_argument("--rows", default="1-20")
    parser.add_argument("--tokens", type=int, default=25)
    parser.add_argument("--app", nargs="+", default=[str(APP)])
    parser.add_argument("--llama", help="folder in which node-llama-cpp is installed")
    return parser.parse_args()


main()
