"""Stage export: GGUF files with their tokenizer, for llama.cpp, transformers and Headline Bench."""

import json
from pathlib import Path

import gguf

from .base import EMBEDDING, finish, gguf_name, permute, shape_writer
from .generate import END
from .llama import Llama, load
from .quantize import Q4, Q8, blocks

CONTROL, NORMAL = gguf.TokenType.CONTROL, gguf.TokenType.NORMAL


def run(folder: Path, root: Path) -> None:
    about = {
        "student": ("Headline student", "Writes a news headline from a short description."),
        "draft": ("Headline draft", "Foresees what the headline student writes, for speculative decoding."),
    }
    # More than half of the draft is its embedding: 5 bits for it leave room for more of the rest in 3 MB.
    for model, stage, embedding in (("student", "student-policy", Q8), ("draft", "draft", Q4)):
        write(folder / f"headline-{model}.gguf", load(root / stage, "cpu"), embedding,
              root / "tokenizer" / "tokenizer.json", *about[model])


def write(file: Path, model: Llama, embedding: gguf.GGMLQuantizationType, tokenizer: Path, name: str,
          description: str) -> None:
    """Matrices in Q8_0 (groups of 32, 8.5 bits per weight), the embedding as asked, the rest in float32."""
    writer = shape_writer(file, model.shape, model.shape.vocabulary)
    writer.add_name(name)
    writer.add_description(description)
    writer.add_license("Apache-2.0")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    add_tokenizer(writer, json.loads(tokenizer.read_text(encoding="utf-8"))["model"])
    for key, weight in model.state_dict().items():
        if ".q_proj" in key or ".k_proj" in key:
            weight = permute(weight, model.shape.head)
        if weight.dim() == 2:
            kind = embedding if gguf_name(key) == EMBEDDING else Q8
            writer.add_tensor(gguf_name(key), blocks(weight, kind), raw_dtype=kind)
        else:
            writer.add_tensor(gguf_name(key), weight.float().numpy())
    finish(writer)
    print(f"  {file.name}: {file.stat().st_size:,} bytes")


def add_tokenizer(writer: gguf.GGUFWriter, model: dict) -> None:
    vocabulary = sorted(model["vocab"], key=model["vocab"].get)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list(vocabulary)
    writer.add_token_types([CONTROL if i == END else NORMAL for i in range(len(vocabulary))])
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"]])
    writer.add_bos_token_id(END)
    writer.add_eos_token_id(END)
    writer.add_unk_token_id(END)
    writer.add_pad_token_id(END)
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
