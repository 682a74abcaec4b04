"""The trained transformer as ONNX: fused for CPUs, weights in 8 bits, about 21 MB."""

import logging
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from ops.model.network import Transformer
from sukhbat.understanding.meaning.weights import Weights

_FUSED = "com.microsoft"


def export(network: Transformer, weights: Weights, out: Path) -> None:
    """Write ``out`` in 8 bits; the inputs are ``embedded`` (texts, pieces, hidden) and ``there`` (texts, pieces)."""
    whole = out.with_suffix(".whole")
    onnx.save(_Graph(network, weights).model(), whole)
    logging.getLogger().setLevel(
        logging.ERROR
    )  # the quantiser recommends a step that fused graphs do not need
    quantize_dynamic(
        whole,
        out,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )
    whole.unlink()


class _Graph:
    """Nodes and constants of the transformer, layer by layer (BERT with fused operators of onnxruntime)."""

    def __init__(self, network: Transformer, weights: Weights) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._sizes = weights.sizes
        self._network = network

    def model(self) -> onnx.ModelProto:
        states = self._first()
        for number, layer in enumerate(self._network.layers):
            states = self._layer(number, layer, states)
        shape = ["texts", "pieces", self._sizes.hidden]
        graph = helper.make_graph(
            self._nodes,
            "meaning",
            [
                helper.make_tensor_value_info("embedded", TensorProto.FLOAT, shape),
                helper.make_tensor_value_info("there", TensorProto.INT32, shape[:2]),
            ],
            [helper.make_tensor_value_info(states, TensorProto.FLOAT, shape)],
            self._constants,
        )
        versions = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=8)

    def _first(self) -> str:
        scale = self._constant("first_scale", self._network.first_scale)
        shift = self._constant("first_shift", self._network.first_shift)
        self._nodes.append(
            helper.make_node(
                "LayerNormalization",
                ["embedded", scale, shift],
                ["states0"],
                axis=-1,
                epsilon=self._sizes.epsilon,
            )
        )
        return "states0"

    def _layer(self, number: int, layer: torch.nn.Module, states: str) -> str:
        def constant(name: str, tensor: torch.Tensor) -> str:
            return self._constant(f"{name}{number}", tensor)

        read = torch.cat([layer.query.T, layer.key.T, layer.value.T], 1)
        read_bias = torch.cat([layer.query_bias, layer.key_bias, layer.value_bias])
        attended = self._fused(
            "Attention",
            [states, constant("read", read), constant("read_bias", read_bias), "there"],
            f"attended{number}",
            num_heads=self._sizes.heads,
        )
        mixed = self._product(attended, constant("attended_weights", layer.attended.T), f"mixed{number}")
        middle = self._added_and_normalised(
            mixed,
            states,
            constant("attended_scale", layer.attended_scale),
            constant("attended_shift", layer.attended_shift),
            constant("attended_bias", layer.attended_bias),
            out=f"middle{number}",
        )
        wide = self._product(middle, constant("wide", layer.wide.T), f"wide{number}_out")
        bent = self._fused("BiasGelu", [wide, constant("wide_bias", layer.wide_bias)], f"bent{number}")
        narrow = self._product(bent, constant("narrow", layer.narrow.T), f"narrow{number}_out")
        return self._added_and_normalised(
            narrow,
            middle,
            constant("out_scale", layer.out_scale),
            constant("out_shift", layer.out_shift),
            constant("narrow_bias", layer.narrow_bias),
            out=f"states{number + 1}",
        )

    def _added_and_normalised(
        self, product: str, before: str, scale: str, shift: str, bias: str, *, out: str
    ) -> str:
        """What went round a layer is added to what came out of it, and both are normalised."""
        inputs = [product, before, scale, shift, bias]
        return self._fused("SkipLayerNormalization", inputs, out, epsilon=self._sizes.epsilon)

    def _constant(self, name: str, tensor: torch.Tensor) -> str:
        array = np.ascontiguousarray(tensor.detach().numpy(), np.float32)
        self._constants.append(numpy_helper.from_array(array, name))
        return name

    def _product(self, left: str, right: str, out: str) -> str:
        self._nodes.append(helper.make_node("MatMul", [left, right], [out]))
        return out

    def _fused(self, kind: str, inputs: list[str], out: str, **attributes: float) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [out], domain=_FUSED, **attributes))
        return out
