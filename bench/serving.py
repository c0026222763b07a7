"""Checks `headline-bench serve` from outside: the official openai client, GuideLLM as load, and a storm of rough clients.

    python -m venv venv && venv/bin/pip install -r bench/serving_requirements.txt
    venv/bin/python bench/serving.py --program target/headline-bench/bin/headline-bench --requests 10000

Starts the server itself (the small bundled draft model), counts every answer and reads the workers' memory before and after.
Ends with exit code 1 if a request was lost, an answer was wrong, a place stayed taken or memory grew.
"""

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from pathlib import Path

import openai

KEY = "bench-key"
MODEL = "draft"
MAX_BODY_KIB = 64
PROMPTS = [f"Summary: Item {i} of the town council was put off once more.\nHeadline:" for i in range(40)]


def completion(i, tokens=12, **more):
    return {"model": MODEL, "prompt": PROMPTS[i % len(PROMPTS)], "max_tokens": tokens, "temperature": 0, **more}


class Server:
    def __init__(self, program, port):
        self.port = port
        self.folder = tempfile.mkdtemp(prefix="serving-")
        model = Path(__file__).parent.parent / "resources/models/headline-draft.gguf"
        self.process = subprocess.Popen(
            [*program.split(), "serve", "--model", str(model), "--name", MODEL, "--port", str(port), "--slots", "8",
             "--queue", "32", "--max-body", str(MAX_BODY_KIB)],
            env={**os.environ, "HEADLINE_BENCH_API_KEY": KEY, "HEADLINE_BENCH_HOME": self.folder},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            if line.startswith("Serving"):
                return
        raise SystemExit("the server did not start")

    def metrics(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics") as answer:
            lines = [line for line in answer.read().decode().splitlines() if not line.startswith("#")]
        return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines}

    def metric(self, name):
        return sum(value for key, value in self.metrics().items() if key.startswith(f"headline_bench:{name}{{"))

    def memory_mib(self):
        """Resident sizes of the server and its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            children += (task / "children").read_text().split()
        return [resident(self.process.pid), *(resident(int(pid)) for pid in sorted(set(children)))]

    def threads(self):
        return len(list(Path(f"/proc/{self.process.pid}/task").iterdir()))

    def files(self):
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def stop(self):
        self.process.terminate()
        return self.process.wait(60)


def resident(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) // 1024


def client_checks(port):
    """The official client: what it parses, and the errors it knows."""
    client = openai.OpenAI(base_url=f"http://127.0.0.1:{port}/v1", api_key=KEY, max_retries=0)
    assert [model.id for model in client.models.list()] == [MODEL]
    whole = client.completions.create(**completion(0))
    assert whole.usage.completion_tokens <= 12 and whole.choices[0].finish_reason in ("stop", "length")
    pieces = list(client.completions.create(**completion(0), stream=True, stream_options={"include_usage": True}))
    assert "".join(piece.choices[0].text for piece in pieces if piece.choices) == whole.choices[0].text
    assert pieces[-1].usage == whole.usage
    schema = {"type": "object", "properties": {"title": {"type": "string", "maxLength": 20}, "rank": {"type": "integer"}},
              "required": ["title", "rank"], "additionalProperties": False}
    for seed in range(5):
        held = client.completions.create(**{**completion(seed, 60), "temperature": 1.0}, seed=seed, extra_body={
            "response_format": {"type": "json_schema", "json_schema": {"name": "h", "strict": True, "schema": schema}}})
        written = json.loads(held.choices[0].text)
        assert set(written) == {"title", "rank"} and len(written["title"]) <= 20 and isinstance(written["rank"], int)
    for wrong, error in [
            (lambda: client.completions.create(**{**completion(0), "model": "none"}), openai.NotFoundError),
            (lambda: client.completions.create(**{**completion(0), "max_tokens": 100_000}), openai.BadRequestError),
            (lambda: client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "Hi"}],
                                                    tools=[{"type": "function", "function": {"name": "f"}}]),
             openai.BadRequestError),
            (lambda: openai.OpenAI(base_url=client.base_url, api_key="wrong", max_retries=0).models.list(),
             openai.AuthenticationError)]:
        try:
            wrong()
            raise AssertionError(f"no {error.__name__}")
        except error:
            pass


async def exchange(port, head, body, read_until=None):
    """Sends bytes; the status and the body that came back, or as much as was waited for."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(head + body)
        await writer.drain()
        data = b""
        while True:
            more = await reader.read(65536)
            data += more
            if not more or read_until and read_until in data:
                break
            if read_until is None and b"\r\n\r\n" in data:
                head_part, _, rest = data.partition(b"\r\n\r\n")
                length = re.search(rb"(?i)content-length: (\d+)", head_part)
                if length and len(rest) >= int(length[1]):
                    break
                if not length and rest.endswith(b"0\r\n\r\n"):
                    break
        return int(data[9:12]) if data.startswith(b"HTTP/1.1") else 0, data.partition(b"\r\n\r\n")[2]
    finally:
        writer.close()


def head(body, key=KEY, path="/v1/completions", length=None):
    return (f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body) if length is None else length}\r\n\r\n").encode()



async def one(i, port, expected, random_numbers):
    """One client; what it was and how it was answered, or why that was wrong."""
    kind = random_numbers.choices(["whole", "stream", "hang-up", "hang-up-early", "rubbish", "huge", "wrong-key", "cut-off"],
                                  [30, 20, 12, 8, 12, 5, 8, 5])[0]
    if kind in ("whole", "stream"):
        body = json.dumps(completion(i, stream=kind == "stream")).encode()
        status, answer = await exchange(port, head(body), body)
        if status == 429:
            return kind, "429"
        if status != 200:
            return kind, f"WRONG {status}"
        if kind == "whole":
            text = json.loads(answer)["choices"][0]["text"]
        else:
            if b"[DONE]" not in answer:
                return kind, "WRONG cut stream"
            text = "".join(json.loads(line)["choices"][0]["text"]
                           for line in re.findall(r"data: (\{.*\})", answer.decode()))
        return kind, "200" if text == expected[i % len(PROMPTS)] else f"WRONG text {text!r}"
    if kind == "hang-up":
        body = json.dumps(completion(i, 200, stream=True, ignore_eos=True)).encode()
        status, _ = await exchange(port, head(body), body, read_until=b"data:")
        return kind, str(status) if status in (200, 429) else f"WRONG {status}"
    if kind == "hang-up-early":
        body = json.dumps(completion(i, 200, ignore_eos=True)).encode()
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head(body) + body)
        await writer.drain()
        await asyncio.sleep(random_numbers.random() / 10)
        writer.close()
        return kind, "gone"
    if kind == "cut-off":
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head(b"", length=500) + b'{"model": ')
        await writer.drain()
        writer.close()
        return kind, "gone"
    if kind == "rubbish":
        body = random_numbers.choice([b"{", b"\xff\xfe\x00", b"[]", b'{"model": 3}', b'{"model": "draft", "prompt": {}}',
                                      b'{"model": "draft", "prompt": "x", "max_tokens": "many"}',
                                      b"[" * 5000, b'{"model": "draft", "prompt": "x", "model": "y"}'])
        status, _ = await exchange(port, head(body), body)
        return kind, "400" if status == 400 else f"WRONG {status}"
    if kind == "huge":
        body = b"x" * (MAX_BODY_KIB * 1024 + 1)
        status, _ = await exchange(port, head(body), body)
        return kind, "413" if status == 413 else f"WRONG {status}"
    body = json.dumps(completion(i)).encode()
    status, _ = await exchange(port, head(body, key="wrong"), body)
    return kind, "401" if status == 401 else f"WRONG {status}"


async def storm(port, requests, clients, expected):
    numbers = random.Random(11)
    counts, free = Counter(), asyncio.Semaphore(clients)

    async def guarded(i):
        async with free:
            try:
                counts[await asyncio.wait_for(one(i, port, expected, numbers), 120)] += 1
            except ConnectionError as e:
                counts["?", f"reset {type(e).__name__}"] += 1
            except Exception as e:
                counts["?", f"WRONG {type(e).__name__} {e}"] += 1

    await asyncio.gather(*(guarded(i) for i in range(requests)))
    return counts


def guidellm(port, seconds):
    """Load by GuideLLM; its own figures."""
    out = tempfile.mkdtemp(prefix="guidellm-")
    done = subprocess.run(
        [str(Path(sys.executable).parent / "guidellm"), "benchmark", "run", *GUIDELLM_OPTIONS(port, seconds, out)],
        capture_output=True, text=True, env={**os.environ, "OPENAI_API_KEY": KEY, "HF_HUB_OFFLINE": "1"})
    return done.returncode, done.stdout[-6000:] + done.stderr[-3000:]


def GUIDELLM_OPTIONS(port, seconds, out):
    data = Path(out) / "prompts.jsonl"
    data.write_text("".join(json.dumps({"prompt": prompt, "output_tokens_count": 24}) + "\n" for prompt in PROMPTS * 10))
    return ["--target", f"http://127.0.0.1:{port}", "--model", MODEL, "--data", str(data), "--profile", "concurrent",
            "--rate", "8", "--max-seconds", str(seconds), "--request-type", "text_completions", "--output-path", out,
            "--backend-kwargs", json.dumps({"api_key": KEY})]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", default="target/headline-bench/bin/headline-bench")
    options.add_argument("--requests", type=int, default=10_000)
    options.add_argument("--clients", type=int, default=64)
    options.add_argument("--port", type=int, default=8765)
    options.add_argument("--guidellm-seconds", type=int, default=20)
    options = options.parse_args()
    server = Server(options.program, options.port)
    failed = []
    try:
        client_checks(options.port)
        print("openai client: all checks passed")
        if options.guidellm_seconds:
            code, said = guidellm(options.port, options.guidellm_seconds)
            print(said)
            if code:
                failed.append(f"GuideLLM ended with {code}")
        client = openai.OpenAI(base_url=f"http://127.0.0.1:{options.port}/v1", api_key=KEY)
        expected = [client.completions.create(**completion(i)).choices[0].text for i in range(len(PROMPTS))]
        # What a first storm leaves behind is warm-up; a leak shows in the second.
        asyncio.run(storm(options.port, max(200, options.requests // 10), options.clients, expected))
        before, files = server.memory_mib(), server.files()
        start = time.monotonic()
        counts = asyncio.run(storm(options.port, options.requests, options.clients, expected))
        seconds = time.monotonic() - start
        deadline = time.monotonic() + 20
        while server.metric("num_requests_running") + server.metric("num_requests_waiting") and time.monotonic() < deadline:
            time.sleep(0.1)
        after = server.memory_mib()
        for (kind, answer), count in sorted(counts.items()):
            print(f"  {kind:14} {answer:20} {count}")
        taken = server.metric("num_requests_running") + server.metric("num_requests_waiting")
        print(f"{sum(counts.values())} requests by {options.clients} clients in {seconds:.0f} s; places still taken: {taken:.0f}")
        print(f"memory in MiB, server and worker: before {before}, after {after}; files open: {files}, {server.files()}")
        again = [client.completions.create(**completion(i)).choices[0].text for i in range(len(PROMPTS))]
        failed += [f"{key}: {count}" for key, count in counts.items() if key[1].startswith(("WRONG", "reset"))]
        failed += ["requests were lost"] if sum(counts.values()) != options.requests else []
        failed += ["places stayed taken"] if taken else []
        failed += ["answers changed"] if again != expected else []
        failed += ["memory grew"] if any(b > 1.1 * a + 32 for a, b in zip(before, after)) else []
    finally:
        code = server.stop()
    print("server ended with", code)
    print("\n".join(failed) or "nothing leaked, nothing lost, nothing wrong")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
