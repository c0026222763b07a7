"""Stages that run once: a stage whose inputs and settings have not changed since it finished is skipped."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path


def fingerprint(value) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def checksum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


class Workspace:
    """A folder with one folder per stage; `done.json` in it says what the stage was run with."""

    def __init__(self, root: Path):
        self.root = root

    def folder(self, stage: str) -> Path:
        return self.root / stage

    def run(self, stage: str, work: Callable[[Path], None], settings: list, files: list[Path], after: list[str]):
        """Runs `work` unless it was done. `settings`: dataclasses and plain values; `files`: inputs from outside;
        `after`: stages whose outputs it reads. A stage whose outside inputs are not given keeps what it made before."""
        folder, record = self.folder(stage), self.folder(stage) / "done.json"
        done = json.loads(record.read_text()) if record.exists() else None
        if done is not None and not files and done["files"]:
            print(f"{stage}: kept, its inputs are not given", flush=True)
            return
        now = {
            "settings": fingerprint([asdict(s) if hasattr(s, "__dataclass_fields__") else s for s in settings]),
            "files": [checksum(file) for file in files],
            "after": {name: self.identity(name) for name in after},
        }
        if done is not None and all(done[key] == value for key, value in now.items()):
            print(f"{stage}: already done", flush=True)
            return
        print(f"{stage}: starts", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        record.unlink(missing_ok=True)
        start = time.perf_counter()
        work(folder)
        now["seconds"] = round(time.perf_counter() - start, 1)
        now["finished"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        record.write_text(json.dumps(now, indent=1))
        print(f"{stage}: done in {now['seconds']} s", flush=True)

    def identity(self, stage: str) -> str:
        record = self.folder(stage) / "done.json"
        if not record.exists():
            raise SystemExit(f"Stage '{stage}' has not run yet: run it first, or run 'all'.")
        return fingerprint(json.loads(record.read_text()))
