"""The command: `python -m training STAGE ...` or `python -m training all ...`; see README.md."""

import argparse
from collections.abc import Callable
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "resources" / "news" / "sample.jsonl"
STAGES = ("data", "tokenizer", "teacher", "descriptions", "teacher-policy", "synthetic", "student", "student-policy", "draft", "export",
          "evaluation")
LIGHT = {"data", "tokenizer", "export"}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("stages", nargs="+", choices=("all", *STAGES), help="what to run, in this order")
    parser.add_argument("--out", type=Path, required=True, help="folder of the results; what is there is not done again")
    parser.add_argument("--evaluation", type=Path, help="rows to report on, JSON lines; never trained on")
    parser.add_argument("--train", type=Path, nargs="*", default=[], help="rows to train on, JSON lines, .gz too")
    parser.add_argument("--base", type=Path, help="GGUF file of SmolLM2-135M-Instruct")
    parser.add_argument("--tiny", action="store_true",
                        help="every stage in seconds on a CPU; made-up news and random weights stand in for what is not given")
    parser.add_argument("--device", help="cuda or cpu; default: cuda where there is one, cpu in tiny mode")
    return parser.parse_args()


def main() -> None:
    given = arguments()
    from . import settings as all_settings
    settings = all_settings.TINY if given.tiny else all_settings.FULL
    for file in (*given.train, *filter(None, (given.evaluation, given.base))):
        if not file.is_file():
            raise SystemExit(f"There is no file {file}: give the right path.")
    stages = STAGES if "all" in given.stages else given.stages
    device = "cpu" if given.tiny or LIGHT.issuperset(stages) else "cuda"
    for stage in stages:
        run(stage, given, settings, device if stage == "data" else checked(given.device or device))


def checked(device: str) -> str:
    import torch
    if device == "cuda" and not torch.cuda.is_available():
        raise SystemExit("The full run needs a GPU, and torch sees none: use --tiny, or force it with --device cpu.")
    torch.backends.cuda.enable_cudnn_sdp(False)  # it plans anew for each shape
    if device == "cpu":
        torch.set_num_threads(1)  # two threads on a busy machine wait for each other more than they help
    return device


def run(stage: str, given: argparse.Namespace, settings, device: str) -> None:
    # Imported where they are used: the data stage needs nothing but Python.
    from .stage import Workspace
    root, space = given.out, Workspace(given.out)

    def on(name: str, work: Callable, used: list, after: list[str]) -> None:
        space.run(name, lambda folder: work(folder, settings, root, device), [settings.seed, *used], [], after)

    match stage:
        case "data":
            from . import news
            evaluation, train = news_files(given, root)
            space.run(stage, lambda folder: news.run(folder, settings, evaluation, train),
                      [settings.seed, settings.data], [evaluation, *train] if evaluation else [], [])
        case "tokenizer":
            from . import tokenizer
            if given.base is None and not given.tiny and not (root / stage / "done.json").exists():
                raise SystemExit("Give the base model's GGUF file with --base.")
            space.run(stage, lambda folder: tokenizer.run(folder, settings, root / "data", given.base),
                      [settings.vocabulary, settings.base], [given.base] if given.base else [], ["data"])
        case "teacher":
            from . import models
            on(stage, models.teacher, [settings.teacher_fit], ["data", "tokenizer"])
        case "teacher-policy":
            from . import models
            on(stage, models.teacher_policy, [settings.teacher_policy], ["data", "teacher"])
        case "descriptions":
            from . import synthetic
            on(stage, synthetic.descriptions, [settings.synthetic], ["teacher"])
        case "synthetic":
            from . import synthetic
            on(stage, synthetic.run, [settings.synthetic], ["descriptions", "teacher-policy"])
        case "student":
            from . import models
            on(stage, models.student, [settings.student, settings.student_fit], ["synthetic"])
        case "student-policy":
            from . import models
            on(stage, models.student_policy, [settings.student_policy], ["student"])
        case "draft":
            from . import models
            on(stage, models.draft, [settings.draft, settings.draft_fit], ["student-policy"])
        case "export":
            from . import export
            space.run(stage, lambda folder: export.run(folder, root), [], [], ["student-policy", "draft"])
        case "evaluation":
            from . import evaluate
            on(stage, evaluate.run, [], ["export"])


def news_files(given: argparse.Namespace, root: Path) -> tuple[Path | None, list[Path]]:
    if given.evaluation and given.train:
        return given.evaluation, given.train
    if given.evaluation or given.train:
        raise SystemExit("Give both --evaluation and --train.")
    if given.tiny:
        return tiny_news(root)
    if (root / "data" / "done.json").exists():
        return None, []
    raise SystemExit("Give the news with --evaluation and --train.")


def tiny_news(root: Path) -> tuple[Path, list[Path]]:
    """The sample's made-up news, a sixth of them to report on."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    root.mkdir(parents=True, exist_ok=True)
    files = root / "sample-evaluation.jsonl", root / "sample-train.jsonl"
    files[0].write_text("".join(lines[:len(lines) // 6]), encoding="utf-8")
    files[1].write_text("".join(lines[len(lines) // 6:]), encoding="utf-8")
    return files[0], [files[1]]


if __name__ == "__main__":
    main()
