"""Checks `headline-bench runs send` against a real MLflow server, read back by MLflow's own client.

    python -m venv venv && venv/bin/pip install -r bench/tracking_requirements.txt
    venv/bin/python bench/tracking.py --program target/headline-bench/bin/headline-bench

Measures two small runs with the bundled draft model, starts a server on this machine, sends the runs twice, and compares
what the client reads with the program's JSON export. Ends with exit code 1 where they differ.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

os.environ.update(MLFLOW_DISABLE_TELEMETRY="true", DO_NOT_TRACK="true")
import mlflow  # noqa: E402

SECRET = "planted-token-4711"


class Bench:
    def __init__(self, program, folder):
        self.program, self.folder = program.split(), folder

    def __call__(self, *arguments, fails=False, **environment):
        done = subprocess.run([*self.program, *arguments], capture_output=True, text=True,
                              env={**os.environ, "HEADLINE_BENCH_HOME": str(self.folder / "home"), **environment})
        if (done.returncode != 0) != fails:
            sys.exit(f"{arguments} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr


class Server:
    """MLflow on loopback, with a database and its artifact proxy."""

    def __init__(self, folder, port):
        self.address = f"http://127.0.0.1:{port}"
        self.log = open(folder / "mlflow.log", "w")
        self.process = subprocess.Popen(
            [str(Path(sys.executable).parent / "mlflow"), "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
             "--backend-store-uri", f"sqlite:///{folder}/mlflow.db", "--artifacts-destination", str(folder / "artifacts")],
            stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True)
        for _ in range(240):
            try:
                urllib.request.urlopen(self.address + "/health")
                return
            except OSError:
                time.sleep(0.5)
        sys.exit("mlflow server did not start: " + str(folder / "mlflow.log"))

    def stop(self):
        os.killpg(self.process.pid, 15)
        self.process.wait(30)
        self.log.close()


def numbers(name, value):
    """A summary's numbers under the names that the server has for them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not (name.endswith(".interval") and key in ("estimate", "level", "resamples", "samples")):
                yield from numbers(f"{name}.{key}" if name else key, inner)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield name, value


def compare(client, run, there):
    wanted = dict(numbers("", run["summary"]))
    wanted |= dict(numbers("memory", run["memory"])) | dict(numbers("load", run["load"]))
    got = there.data.metrics
    wrong = [f"{name}: {got.get(name)} is not {value}" for name, value in wanted.items() if got.get(name) != value]
    for name in ("endToEndMillis", "ttftMillis"):
        points = sorted((p.step, p.value) for p in client.get_metric_history(there.info.run_id, "sample." + name))
        own = [(sample["position"], sample["times"][name]) for sample in run["samples"]]
        wrong += [] if points == own else [f"{name} of samples: {points} is not {own}"]
    texts = {"model": run["model"], "stack": run["stack"], "workload.checksum": run["workload"]["checksum"]}
    wrong += [f"{name}: {there.data.params.get(name)}" for name, value in texts.items() if there.data.params.get(name) != value]
    tags = {"provenanceTag": run["provenanceTag"]} | {"provenance." + k: v for k, v in run["provenance"].items()}
    wrong += [f"{name}: {there.data.tags.get(name)}" for name, value in tags.items() if there.data.tags.get(name) != value]
    wrong += [] if there.info.status == "FINISHED" else [there.info.status]
    files = [item.path for item in client.list_artifacts(there.info.run_id)]
    charts = [item.path for item in client.list_artifacts(there.info.run_id, "charts")]
    wrong += [] if {"run.json", "samples.csv", "charts"} <= set(files) else [f"files {files}"]
    wrong += [] if any(chart.endswith(".svg") for chart in charts) else [f"charts {charts}"]
    back = json.loads(Path(client.download_artifacts(there.info.run_id, "run.json")).read_text())["runs"][0]
    wrong += [] if back == run else ["run.json is not the export"]
    print(f"  {there.info.run_name}: {len(wanted)} figures, {len(got)} metrics, {len(there.data.params)} parameters, "
          f"{len(there.data.tags)} tags, {len(files) - 1 + len(charts)} files")
    return wrong


def check(bench, server, folder):
    model = str(Path(__file__).parent.parent / "resources/models/headline-draft.gguf")
    bench("run", "--model", model, "--rows", "1-5", "--stack", "cache=none", "--stack", "cache=dynamic", "--json", str(folder / "runs.json"))
    runs = json.loads((folder / "runs.json").read_text())["runs"]
    ids = [run["id"] for run in runs]
    print(bench("runs", "send", *ids, "--to", server.address, "--experiment", "news", MLFLOW_TRACKING_TOKEN=SECRET))
    client = mlflow.MlflowClient(server.address)
    experiment = client.get_experiment_by_name("news").experiment_id
    wrong = []
    for run in runs:
        found = client.search_runs([experiment], f"tags.`headline-bench.run` = '{run['id']}'")
        wrong += compare(client, run, found[0]) if len(found) == 1 else [f"{len(found)} runs of {run['id']}"]
    again = bench("runs", "send", *ids, "--experiment", "news", MLFLOW_TRACKING_URI=server.address)
    wrong += [] if again.count("There already") == len(ids) else [again]
    # As after a broken connection: the run lost its digest and a figure's value is another one.
    there = client.search_runs([experiment], f"tags.`headline-bench.run` = '{ids[0]}'")[0].info.run_id
    client.delete_tag(there, "headline-bench.digest")
    points = client.get_metric_history(there, "sample.endToEndMillis")
    wrong += [] if "Completed" in bench("runs", "send", ids[0], "--to", server.address, "--experiment", "news") else ["not completed"]
    wrong += [] if client.get_metric_history(there, "sample.endToEndMillis") == points else ["points came twice"]
    wrong += [] if len(client.search_runs([experiment])) == len(ids) else ["runs came twice"]
    client.delete_experiment(experiment)
    said = bench("runs", "send", ids[0], "--to", server.address, "--experiment", "news", fails=True)
    wrong += [] if "was deleted on the server" in said else [said]
    planted = subprocess.run(["grep", "-rlaF", SECRET, str(folder)], capture_output=True, text=True).stdout
    return wrong + (["the token lies in " + planted] if planted else [])


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", default="target/headline-bench/bin/headline-bench")
    options.add_argument("--port", type=int, default=5999)
    options = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="tracking-"))
    server = Server(folder, options.port)
    try:
        wrong = check(Bench(options.program, folder), server, folder)
    finally:
        server.stop()
    print("\n".join(wrong) or f"MLflow {mlflow.__version__}: everything arrived, once")
    if not wrong:
        shutil.rmtree(folder)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
