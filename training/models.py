"""Stages that train a model: teacher, student and draft, and the two that improve by policy gradient."""

import json
from pathlib import Path

import torch

from . import news, tokenizer as tokenizers_stage
from .base import GgufBase
from .documents import Documents, encoded_prompts, real_documents
from .fit import fit
from .generate import generate, until_end
from .llama import Llama, load, save, working_copy
from .policy import improve
from .quantize import as_stored, like_q4
from .settings import Policy, Settings


def real(root: Path) -> Documents:
    return real_documents(news.load(root / "data" / "train.jsonl"), tokenizers_stage.load(root / "tokenizer"))


def teacher(folder: Path, settings: Settings, root: Path, device: str) -> None:
    """The base model, tuned on the printed headlines."""
    torch.manual_seed(settings.seed)
    base = GgufBase(root / "tokenizer" / "base.gguf")
    model = Llama(base.shape())
    model.load_state_dict(base.state())
    model.to(device)
    fit(model, real(root), settings.teacher_fit, settings.seed)
    save(model, folder)


def teacher_policy(folder: Path, settings: Settings, root: Path, device: str) -> None:
    model = load(root / "teacher", device)
    improved(folder, model, working_copy(model), settings.teacher_policy, settings, root)


def student(folder: Path, settings: Settings, root: Path, device: str) -> None:
    """From scratch, on made-up and printed documents, after the improved teacher's distributions."""
    torch.manual_seed(settings.seed)
    model = Llama(settings.student).to(device)
    documents = Documents.joined([Documents.load(root / "synthetic" / "documents.npz")]
                                 + [real(root)] * settings.student_fit.real)
    teacher = working_copy(load(root / "teacher-policy", device)).compiled()
    fit(model, documents, settings.student_fit, settings.seed, teacher)
    save(model, folder)


def student_policy(folder: Path, settings: Settings, root: Path, device: str) -> None:
    model = load(root / "student", device)
    anchor = load(root / "teacher-policy", device) if settings.student_policy.anchor == "teacher" else model
    improved(folder, model, working_copy(anchor), settings.student_policy, settings, root)


def improved(folder: Path, model: Llama, anchor: Llama, policy: Policy, settings: Settings, root: Path) -> None:
    torch.manual_seed(settings.seed)
    history = improve(model, anchor.compiled(), tokenizers_stage.load(root / "tokenizer"), policy, settings.new_tokens,
                      settings.prompt_tokens, root / "data", settings.seed)
    (folder / "history.json").write_text(json.dumps(history, indent=1))
    save(model, folder)


def draft(folder: Path, settings: Settings, root: Path, device: str) -> None:
    """After the student as it is stored, on what the student itself writes greedily: that is all that it must foresee."""
    torch.manual_seed(settings.seed)
    target = load(root / "student-policy", device)
    as_stored(target)
    target = working_copy(target)
    tokenizer = tokenizers_stage.load(root / "tokenizer")
    rows = news.load(root / "data" / "train.jsonl")
    prompts = (Documents.load(root / "synthetic" / "documents.npz").prompts()
               + encoded_prompts(rows, tokenizer) * settings.draft_fit.real)
    prompts = [prompt for prompt in prompts if len(prompt) <= settings.prompt_tokens]
    written = [until_end(row) for row in generate(target, prompts, settings.new_tokens).tolist()]
    model = Llama(settings.draft).to(device)
    model.rounding = like_q4  # it is trained as it will be stored
    fit(model, Documents.continued(prompts, written), settings.draft_fit, settings.seed, target.compiled())
    save(model, folder)
