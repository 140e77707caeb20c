# the counter is never reset
# named: a better loss must reset the waiting
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
            self.best_weights = {k: v.detach().clone() for k, v in weights.items()}
        else:
            self.bad += 1
        return self.bad >= self.patience
