"""Do transformers and llama.cpp read the exported file alike? Same tokens, same greedy headlines up to ties.

python -m training.check_readers MODEL.gguf ROWS.jsonl [--rows 50] [--node FOLDER]

FOLDER is where node-llama-cpp is installed (npm install node-llama-cpp); without it only transformers is checked against
this pipeline's own code. A difference counts as a tie where transformers' two best logits are closer than TIE: llama.cpp
rounds activations to 8 bits where the weights have 8, so that logits move by some hundredths.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from .evaluate import read
from .generate import END, generate, until_end
from .news import prompt, read_rows

TIE = 0.1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("rows_file", type=Path)
    parser.add_argument("--rows", type=int, default=50)
    parser.add_argument("--new-tokens", type=int, default=25)
    parser.add_argument("--node", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    prompts = [prompt(row) for row in read_rows(given.rows_file)[:given.rows]]
    folder, name = str(given.model.parent), given.model.name
    tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=name)
    model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32)
    ids = [tokenizer(text, add_special_tokens=False)["input_ids"] for text in prompts]
    theirs = [by_transformers(model, one, given.new_tokens) for one in ids]
    own = [until_end(row) for row in generate(read(given.model, "cpu"), ids, given.new_tokens).tolist()]
    found = [compare("this pipeline", model, ids, ids, theirs, own)]
    if given.node:
        others = by_llama_cpp(given.node, given.model, prompts, given.new_tokens)
        found.append(compare("llama.cpp", model, ids, [one["prompt"] for one in others], theirs,
                             [one["written"] for one in others]))
    sys.exit(0 if all(found) else 1)


@torch.no_grad()
def by_transformers(model, ids: list[int], new_tokens: int) -> list[int]:
    written = model.generate(torch.tensor([ids]), max_new_tokens=new_tokens, do_sample=False, eos_token_id=END,
                             pad_token_id=END)
    return written[0, len(ids):].tolist()


def by_llama_cpp(node: Path, model: Path, prompts: list[str], new_tokens: int) -> list[dict]:
    # Node looks for packages beside the script.
    script = Path(shutil.copy(Path(__file__).parent / "llama_cpp.mjs", node / "headline_llama_cpp.mjs"))
    try:
        done = subprocess.run(["node", str(script), str(model.resolve()), str(new_tokens)], input=json.dumps(prompts),
                              capture_output=True, text=True, env=os.environ)
    finally:
        script.unlink()
    if done.returncode != 0:
        raise SystemExit(f"llama.cpp failed: {done.stderr.strip() or done.stdout.strip()}")
    return json.loads(done.stdout.strip().splitlines()[-1])


@torch.no_grad()
def gap(model, ids: list[int]) -> float:
    best = model(torch.tensor([ids])).logits[0, -1].topk(2).values
    return float(best[0] - best[1])


def compare(name: str, model, ids: list[list[int]], their_ids: list[list[int]], expected: list[list[int]],
            actual: list[list[int]]) -> bool:
    """Prints what differs; False if tokens differ, or a headline at a place that is no tie."""
    tokens = sum(a != b for a, b in zip(ids, their_ids, strict=True))
    same, ties, wrong = 0, [], []
    for prompt_ids, a, b in zip(ids, expected, actual, strict=True):
        if a == b:
            same += 1
            continue
        place = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
        distance = gap(model, prompt_ids + a[:place])
        (ties if distance < TIE else wrong).append(round(distance, 3))
    print(f"transformers and {name}: {tokens} of {len(ids)} prompts cut differently, {same} headlines equal, "
          f"{len(ties)} differ after a tie {ties}, {len(wrong)} differ without one {wrong}")
    return tokens == 0 and not wrong


if __name__ == "__main__":
    main()
