# softmax is forgotten
# named: softmax is missing
def ensemble_predict(models, x):
    """Return the mean of the probabilities of several networks."""
    total = 0
    with torch.no_grad():
        for model in models:
            model.eval()
            total = total + model(x)
    return total / len(models)
