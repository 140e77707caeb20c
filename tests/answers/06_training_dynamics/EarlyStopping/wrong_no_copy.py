# keeps the tensors themselves
# named: the weights are no copy
class EarlyStopping:
    """Say when to stop, and keep the best weights."""

    def __init__(self, patience, min_delta=0.0):
        self.patience = patience
        self.min_delta = min_delta
        self.best_loss = float("inf")
        self.best_weights = None
        self.bad = 0

    def step(self, loss, weights):
        if self.best_loss - loss > self.min_delta:
            self.best_loss = loss
            self.best_weights = weights
            self.bad = 0
        else:
            self.bad += 1
        return self.bad >= self.patience
