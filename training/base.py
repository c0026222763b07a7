"""The base model: a GGUF file, its blocks kept as they are but for the rows of the embedding."""

from pathlib import Path

import gguf
import numpy as np
import torch

from .settings import Shape

EMBEDDING = "token_embd.weight"


class GgufBase:
    def __init__(self, file: Path):
        self.reader = gguf.GGUFReader(file)

    def field(self, key: str):
        field = self.reader.get_field(key)
        if field is None:
            raise SystemExit(f"The base model lacks the key '{key}': give the GGUF file of a Llama model.")
        return field.contents()

    def tokenizer(self) -> tuple[dict[str, int], list[tuple[str, str]]]:
        vocabulary = {token: i for i, token in enumerate(self.field("tokenizer.ggml.tokens"))}
        return vocabulary, [tuple(line.split(" ")) for line in self.field("tokenizer.ggml.merges")]

    def shape(self) -> Shape:
        def number(key: str):
            return self.field(f"llama.{key}")
        tensors = {tensor.name: tensor for tensor in self.reader.tensors}
        return Shape(int(tensors[EMBEDDING].shape[1]), number("embedding_length"), number("block_count"),
                     number("attention.head_count"), number("attention.head_count_kv"), number("feed_forward_length"),
                     head=number("rope.dimension_count"), theta=number("rope.freq_base"))

    def write_cut(self, file: Path, rows: np.ndarray) -> None:
        """The same model with these rows of the embedding, in this order."""
        shape = self.shape()
        writer = shape_writer(file, shape, len(rows))
        for tensor in self.reader.tensors:
            data = tensor.data[rows] if tensor.name == EMBEDDING else tensor.data
            writer.add_tensor(tensor.name, np.ascontiguousarray(data), raw_dtype=tensor.tensor_type)
        finish(writer)

    def state(self) -> dict[str, torch.Tensor]:
        """The weights in float32 under Hugging Face's names."""
        shape = self.shape()
        state = {}
        for tensor in self.reader.tensors:
            weight = torch.from_numpy(gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32))
            name = hugging_face_name(tensor.name)
            if ".q_proj" in name or ".k_proj" in name:
                weight = unpermute(weight, shape.head)
            state[name] = weight
        return state


def random_base(file: Path, shape: Shape, vocabulary: int, seed: int) -> None:
    """Stands in for a base model in tiny mode."""
    from .llama import Llama
    from dataclasses import replace
    torch.manual_seed(seed)
    model = Llama(replace(shape, vocabulary=vocabulary))
    writer = shape_writer(file, shape, vocabulary)
    for name, weight in model.state_dict().items():
        if ".q_proj" in name or ".k_proj" in name:
            weight = permute(weight, shape.head)
        writer.add_tensor(gguf_name(name), weight.numpy())
    finish(writer)


def shape_writer(file: Path, shape: Shape, vocabulary: int) -> gguf.GGUFWriter:
    writer = gguf.GGUFWriter(file, "llama")
    writer.add_vocab_size(vocabulary)
    writer.add_context_length(shape.positions)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.inner)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_key_length(shape.head)
    writer.add_value_length(shape.head)
    writer.add_rope_dimension_count(shape.head)
    writer.add_rope_freq_base(shape.theta)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    return writer


def finish(writer: gguf.GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def permute(weight: torch.Tensor, head: int) -> torch.Tensor:
    """llama.cpp rotates neighbouring rows where Hugging Face rotates halves of a head."""
    rows, columns = weight.shape
    return weight.view(-1, 2, head // 2, columns).transpose(1, 2).reshape(rows, columns).contiguous()


def unpermute(weight: torch.Tensor, head: int) -> torch.Tensor:
    rows, columns = weight.shape
    return weight.view(-1, head // 2, 2, columns).transpose(1, 2).reshape(rows, columns).contiguous()


IN_LAYER = {"input_layernorm": "attn_norm", "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k",
            "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output", "post_attention_layernorm": "ffn_norm",
            "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down"}
OUTSIDE = {"model.embed_tokens.weight": EMBEDDING, "model.norm.weight": "output_norm.weight"}


def gguf_name(name: str) -> str:
    if name in OUTSIDE:
        return OUTSIDE[name]
    _, _, layer, module = name.removesuffix(".weight").split(".", 3)
    return f"blk.{layer}.{IN_LAYER[module]}.weight"


def hugging_face_name(name: str) -> str:
    for theirs, ours in OUTSIDE.items():
        if ours == name:
            return theirs
    _, layer, module, _ = name.split(".")
    modules = {ours: theirs for theirs, ours in IN_LAYER.items()}
    return f"model.layers.{layer}.{modules[module]}.weight"
