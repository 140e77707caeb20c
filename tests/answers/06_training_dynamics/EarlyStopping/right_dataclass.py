# a dataclass with a property
from dataclasses import dataclass, field


@dataclass
class EarlyStopping:
    patience: int
    min_delta: float = 0.0
    history: list = field(default_factory=list)

    @property
    def best_loss(self):
        return self.history[-1][0] if self.history else math.inf

    @property
    def best_weights(self):
        return self.history[-1][1] if self.history else None

    def step(self, loss, weights):
        self.left = getattr(self, "left", self.patience) - 1
        if loss + self.min_delta < self.best_loss:
            self.history.append((loss, {key: 1 * value for key, value in weights.items()}))
            self.left = self.patience
        return not self.left > 0
