# sums
# named: sums, not means
def ensemble_predict(models, x):
    """Return the mean of the probabilities of several networks."""
    total = 0
    with torch.no_grad():
        for model in models:
            model.eval()
            total = total + F.softmax(model(x), dim=1)
    return total
