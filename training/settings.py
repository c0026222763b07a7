"""Every number of the pipeline: `FULL` for a GPU, `TINY` to run each stage in seconds on a CPU."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """A Llama; its embedding is its output matrix too."""
    vocabulary: int
    width: int
    layers: int
    heads: int
    kv_heads: int
    inner: int
    head: int = 64
    theta: float = 1e4
    epsilon: float = 1e-5
    positions: int = 512


@dataclass(frozen=True)
class Data:
    select_rows: int = 500   # chooses checkpoints and settings
    unseen_rows: int = 500   # only reported
    overlap_words: int = 8   # training rows that share so many words in a row with other rows are left out


@dataclass(frozen=True)
class Fit:
    """Supervised training on packed documents."""
    steps: int = 0           # 0: as many as `epochs` take
    epochs: int = 0
    blocks: int = 128        # packed sequences per step
    block: int = 256         # tokens of a packed sequence
    rate: float = 2e-3       # AdamW
    muon: float = 0.0        # Muon on matrices; 0: AdamW on everything
    decay: float = 0.01
    headline: float = 2.0    # weight of a headline's token; a description's has `description`
    description: float = 1.0
    soft: float = 0.0        # share of the loss that compares with the teacher's distribution
    real: int = 1            # copies of each real row in an epoch


@dataclass(frozen=True)
class Reward:
    overlap: float = 0.5     # of ROUGE-1 + ROUGE-2 + ROUGE-L + content-word F1
    support: float = 0.0     # share of content words that stand in the description
    repeated: float = 0.03   # per repeated content word
    stray_name: float = 0.0  # per name that does not stand in the description
    overused: float = 0.0    # times the share of headlines in the batch with a name, per name beyond `common`
    common: float = 0.05
    unfinished: float = 0.15


@dataclass(frozen=True)
class Policy:
    """Policy gradient."""
    reward: Reward
    steps: int = 100
    prompts: int = 128
    samples: int = 16
    temperature: float = 0.8
    rate: float = 1e-4
    kl: float = 0.005        # weight of the divergence from the anchor
    anchor: str = "start"    # or "teacher"
    check: int = 10          # steps between looks at the held-out rows
    average: float = 0.9     # of the weights' running mean, which is looked at too


@dataclass(frozen=True)
class Synthetic:
    documents: int = 250_000
    batch: int = 12_288
    description: int = 96    # most tokens
    min_p: float = 0.02
    least_support: float = 0.0
    sound: bool = True       # leaves out unfinished, short, long and repetitive headlines; tiny mode writes no others


@dataclass(frozen=True)
class Settings:
    seed: int
    data: Data
    base: Shape | None       # None: read from the base model's file
    vocabulary: int
    student: Shape
    draft: Shape
    teacher_fit: Fit
    teacher_policy: Policy
    synthetic: Synthetic
    student_fit: Fit
    student_policy: Policy
    draft_fit: Fit
    new_tokens: int = 25
    prompt_tokens: int = 96  # longer prompts take no part in training


FULL = Settings(
    seed=1,
    data=Data(),
    base=None,
    vocabulary=8064,
    student=Shape(8064, 512, 8, 8, 2, 1280),
    draft=Shape(8064, 256, 2, 4, 2, 512),
    teacher_fit=Fit(epochs=2, blocks=16, rate=4e-4),
    teacher_policy=Policy(Reward(support=0.12, repeated=0.1, stray_name=0.05, overused=0.03), steps=110, check=55),
    synthetic=Synthetic(),
    student_fit=Fit(steps=3000, muon=0.02, soft=0.8, real=2),
    student_policy=Policy(Reward(repeated=0.1, stray_name=0.02, overused=0.05), steps=100, prompts=256,
                          rate=2e-4, check=10),
    draft_fit=Fit(steps=1576, muon=0.02, soft=0.7, headline=1.0, description=0.0, real=2),
)

TINY_REWARD = Reward(support=0.1, repeated=0.06, stray_name=0.05, overused=0.1)
TINY = Settings(
    seed=1,
    data=Data(select_rows=16, unseen_rows=16),
    base=Shape(1024, 128, 2, 2, 2, 256),
    vocabulary=512,
    student=Shape(512, 128, 2, 2, 2, 256),
    draft=Shape(512, 128, 2, 2, 2, 128),
    teacher_fit=Fit(steps=60, blocks=2, rate=4e-3),
    teacher_policy=Policy(TINY_REWARD, steps=2, prompts=4, samples=4, check=1),
    synthetic=Synthetic(documents=48, batch=32, description=64, sound=False),
    student_fit=Fit(steps=8, blocks=1, muon=0.02, soft=0.8, real=2),
    student_policy=Policy(TINY_REWARD, steps=2, prompts=4, samples=4, check=1, anchor="teacher"),
    draft_fit=Fit(steps=8, blocks=1, muon=0.02, soft=0.7, headline=1.0, description=0.0),
    new_tokens=10,
    prompt_tokens=160,
)
