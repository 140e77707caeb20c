# a list of losses, and deepcopy
import copy


class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_weights = math.inf, None
        self.epochs, self.best_epoch = 0, 0

    def step(self, loss, weights):
        self.epochs += 1
        if loss < self.best_loss - self.min_delta:
            self.best_epoch = self.epochs
            self.best_loss = loss
            self.best_weights = copy.deepcopy(weights)
        return self.epochs - self.best_epoch >= self.patience
