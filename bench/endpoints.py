"""Measures one server with `headline-bench run --endpoint` and with GuideLLM in turn, and sets their figures side by side.

    python -m venv venv && venv/bin/pip install -r bench/serving_requirements.txt
    venv/bin/python bench/endpoints.py --program target/headline-bench/bin/headline-bench

Servers: `paced`, which this script is itself and whose times are known (first token after 200 ms, then one each 20 ms);
`serve`, the product's own with the bundled draft model; `transformers`, `transformers serve` with the folder of --model (needs
transformers[serving]). Both tools ask the same prompts for at most the same number of tokens (the server may end sooner), one request at a time and four at a
time, in turn, so that what else the machine does meets both; compared are medians over the rounds. Exit code 1 where they
differ by more than --limit.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TOKENS = 24
FIRST_SECONDS, NEXT_SECONDS = 0.2, 0.02
ITEMS = [f"The council of town {i} put off the new bridge number {i} once more, and nobody was there." for i in range(1, 201)]


class Paced(BaseHTTPRequestHandler):
    """Streams tokens at times that are known."""
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        body = json.dumps({"object": "list", "data": [{"id": "paced", "object": "model"}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        begun = time.perf_counter()
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        tokens = asked["max_tokens"]
        for i in range(tokens):
            time.sleep(max(0, begun + FIRST_SECONDS + i * NEXT_SECONDS - time.perf_counter()))
            self.event({"choices": [{"index": 0, "text": f" w{i}"}]})
        self.event({"choices": [{"index": 0, "text": "", "finish_reason": "length"}]})
        self.event({"choices": [], "usage": {"prompt_tokens": 20, "completion_tokens": tokens, "total_tokens": 20 + tokens}})
        self.chunk(b"data: [DONE]\n\n")
        self.chunk(b"")

    def event(self, value):
        self.chunk(b"data: " + json.dumps({"id": "x", "object": "text_completion", "model": "paced", **value}).encode() + b"\n\n")

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()


class PacedServer(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A client that hangs up between its requests is none."""


class Process:
    """A server that is a process of its own."""

    def __init__(self, command, port, log, **environment):
        self.log = open(log, "w")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT, env={**os.environ, **environment})
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health")
                return
            except OSError:
                time.sleep(0.5)
            if self.process.poll() is not None:
                break
        sys.exit(f"the server did not start: {log}")

    def shutdown(self):
        self.process.terminate()
        self.process.wait(60)
        self.log.close()


def start(name, options, folder):
    """The server and its model's name."""
    if name == "paced":
        server = PacedServer(("127.0.0.1", options.port), Paced)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server, "paced"
    if name == "serve":
        model = Path(__file__).parent.parent / "resources/models/headline-draft.gguf"
        return Process([*options.program.split(), "serve", "--model", str(model), "--name", "draft", "--port", str(options.port),
                        "--slots", "8"], options.port, folder / "serve.log", HEADLINE_BENCH_HOME=str(folder / "home-serve")), "draft"
    command = [sys.executable, "-c", "import sys; sys.argv[0] = 'transformers'; from transformers.cli.transformers import main; main()",
               "serve", options.model, "--device", "cpu", "--port", str(options.port)]
    return Process(command, options.port, folder / "transformers.log", HF_HUB_OFFLINE="1"), options.model


def headline_bench(options, folder, model, at_once, count):
    news = folder / "news.jsonl"
    news.write_text("".join(json.dumps({"headline": "Bridge put off", "short_description": item}) + "\n" for item in ITEMS))
    out = folder / "runs.json"
    done = subprocess.run(
        [*options.program.split(), "run", "--endpoint", f"http://127.0.0.1:{options.port}/v1", "--endpoint-model", model,
         "--dataset", str(news), "--rows", f"1-{count}", "--prompt", "Summary: {text}\nHeadline:", "--stop", "none",
         "--max-new-tokens", str(TOKENS), "--concurrency", str(at_once), "--endpoint-timeout", "300", "--json", str(out)],
        capture_output=True, text=True, env={**os.environ, "HEADLINE_BENCH_HOME": str(folder / "home")})
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    run = json.loads(out.read_text())["runs"][0]
    if run["provenance"]["endpoint.failed"] != "0":
        sys.exit("requests failed: " + run["provenance"]["endpoint.firstFailure"])
    latency = run["summary"]["latency"]
    return {"TTFT ms": latency["ttftMillis"]["p50"], "ITL ms": latency["tpotMillis"]["p50"],
            "tokens/s": latency["outputTokensPerSecond"], "tokens": latency["outputTokens"] / run["summary"]["samples"],
            "ROUGE-1": run["summary"]["quality"]["rouge1"]["f1"]["mean"]}


def guidellm(options, folder, model, at_once, count):
    data = folder / "prompts.jsonl"
    data.write_text("".join(json.dumps({"prompt": f"Summary: {item}\nHeadline:"}) + "\n"
                            for item in ITEMS))
    out = folder / "guidellm.json"
    out.unlink(missing_ok=True)
    done = subprocess.run(
        [str(Path(sys.executable).parent / "guidellm"), "run", "--backend",
         f"kind=openai_http,target=http://127.0.0.1:{options.port},model={model},request_format=/v1/completions,max_tokens={TOKENS}",
         "--profile", f"kind=concurrent,streams={at_once}" if at_once > 1 else "kind=synchronous",
         "--constraint", f"kind=max_requests,count={count}", "--data", f"kind=json_file,path={data}",
         "--output", f"kind=json,path={out}", "--disable-console"],
        capture_output=True, text=True, cwd=folder, env={**os.environ, "HF_HUB_OFFLINE": "1"})
    if done.returncode or not out.exists():
        sys.exit(done.stdout[-3000:] + done.stderr[-3000:])
    metrics = json.loads(out.read_text())["benchmarks"][0]
    requests = metrics["requests"]["successful"]
    if len(requests) != count:
        sys.exit(f"GuideLLM has {len(requests)} answers of {count}")
    of = metrics["metrics"]
    span = max(r["request_end_time"] for r in requests) - min(r["request_start_time"] for r in requests)
    tokens = sum(r["output_tokens"] for r in requests)
    return {"TTFT ms": of["time_to_first_token_ms"]["successful"]["median"],
            "ITL ms": of["inter_token_latency_ms"]["successful"]["median"], "tokens/s": tokens / span,
            "tokens": tokens / len(requests)}


def compare(name, options, folder):
    server, model = start(name, options, folder)
    worst = 0.0
    try:
        for at_once in options.at_once:
            headline_bench(options, folder, model, at_once, 2)  # What the server does once is in neither tool's figures.
            rounds = {"ours": [], "guidellm": []}
            for turn in range(options.rounds):
                both = [("ours", headline_bench), ("guidellm", guidellm)]
                for tool, measure in both if turn % 2 == 0 else reversed(both):
                    rounds[tool].append(measure(options, folder, model, at_once, options.requests))
            for figure in ("TTFT ms", "ITL ms", "tokens/s"):
                values = {tool: [round_[figure] for round_ in all_] for tool, all_ in rounds.items()}
                own, other = (statistics.median(values[tool]) for tool in ("ours", "guidellm"))
                worst = max(worst, abs(own / other - 1))
                print(f"{name:13} {at_once} at once  {figure:9} ours {own:9.2f}  GuideLLM {other:9.2f}  {100 * (own / other - 1):+6.1f} %   "
                      f"rounds {['%.1f' % v for v in values['ours']]} {['%.1f' % v for v in values['guidellm']]}", flush=True)
            print(f"{name:13} {at_once} at once  tokens an answer {rounds['ours'][0]['tokens']:.1f}, {rounds['guidellm'][0]['tokens']:.1f}; "
                  f"ROUGE-1 {rounds['ours'][0]['ROUGE-1']:.3f}", flush=True)
    finally:
        server.shutdown()
    return worst


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", default="target/headline-bench/bin/headline-bench")
    options.add_argument("--servers", nargs="+", default=["paced", "serve"], choices=["paced", "serve", "transformers"])
    options.add_argument("--model", help="a Hugging Face folder, for transformers")
    options.add_argument("--at-once", nargs="+", type=int, default=[1, 4])
    options.add_argument("--requests", type=int, default=40)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--limit", type=float, default=0.05)
    options.add_argument("--port", type=int, default=8766)
    options = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="endpoints-"))
    worst = {name: compare(name, options, folder) for name in options.servers}
    print("largest differences: " + ", ".join(f"{name} {100 * value:.1f} %" for name, value in worst.items()))
    sys.exit(1 if any(value > options.limit for value in worst.values()) else 0)


if __name__ == "__main__":
    main()
