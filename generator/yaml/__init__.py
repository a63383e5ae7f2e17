"""Read YAML strictly: every value as written, with its place, and every fault with its mend."""

from generator.yaml.compose import compose
from generator.yaml.form import Form, form, plain_names
from generator.yaml.nodes import Entry, Mapping, Node, Scalar, Sequence
from generator.yaml.proof import Proof

__all__ = [
    "Entry",
    "Form",
    "Mapping",
    "Node",
    "Proof",
    "Scalar",
    "Sequence",
    "compose",
    "form",
    "plain_names",
]
