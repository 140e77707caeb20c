# the graph is kept
# named: use torch.no_grad()
def ensemble_predict(models, x):
    """Return the mean of the probabilities of several networks."""
    total = 0
    if True:
        for model in models:
            model.eval()
            total = total + F.softmax(model(x), dim=1)
    return total / len(models)
