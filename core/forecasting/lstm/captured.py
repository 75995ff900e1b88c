"""Training steps recorded once on a card and replayed, so that it never waits for the processor.

A step is some thousand small kernels; started one by one they take several times as long as they
run. What is recorded (CUDA graphs: Nguyen et al. 2021, pytorch.org/blog/accelerating-pytorch-with-
cuda-graphs) reads the corpus at the place where it lies and leaves gradients where they lay.
"""

from __future__ import annotations

import torch
from torch import Tensor

from core.forecasting.lstm.corpus import Corpus
from core.forecasting.lstm.training import Training, gradients

_WARM_UP = 3


class CapturedSteps:
    """The steps of ``training`` on windows of ``corpus``, both on a card; one record a context."""

    def __init__(self, training: Training, corpus: Corpus) -> None:
        self._training = training
        self._corpus = corpus
        self._pool = torch.cuda.graph_pool_handle()
        self._records: dict[int, tuple[torch.cuda.CUDAGraph, Tensor]] = {}

    def advance(self, step: int) -> Tensor:
        """Learn from the windows of a step and return its loss."""
        context = self._corpus.turn_to(step)
        if context not in self._records:
            self._records[context] = self._record(context)
        graph, loss = self._records[context]
        graph.replay()
        self._training.apply()
        return loss.clone()

    def _record(self, context: int) -> tuple[torch.cuda.CUDAGraph, Tensor]:
        beside = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        beside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(beside):
            # The first runs choose kernels and take memory, which must not be recorded.
            for _ in range(_WARM_UP):
                self._loss(context)
        torch.cuda.current_stream().wait_stream(beside)
        graph = torch.cuda.CUDAGraph()
        # They are replayed one after another, so they can share their memory.
        with torch.cuda.graph(graph, pool=self._pool):
            loss = self._loss(context)
        return graph, loss

    def _loss(self, context: int) -> Tensor:
        gone = [
            value.grad for value in self._training.network.parameters() if value.grad is not None
        ]
        if gone:
            torch._foreach_zero_(gone)
        return gradients(self._training.network, self._corpus.windows(context))
