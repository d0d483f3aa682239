"""Small models that tests write for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from claimtrack.inference import quiet
from claimtrack.minilm import minilm_folder


def write_cross_encoder(folder: Path, labels: Sequence[str]) -> Path:
    """Write a tiny untrained cross-encoder with these labels; return its folder."""
    with quiet():
        import torch
        from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

        tokenizer = AutoTokenizer.from_pretrained(minilm_folder())
        torch.manual_seed(1)
        network = BertForSequenceClassification(
            BertConfig(
                vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1,
                num_attention_heads=2, intermediate_size=16,
                id2label=dict(enumerate(labels)),
                label2id={label: number for number, label in enumerate(labels)},
            )
        )  # fmt: skip
        network.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    return folder
