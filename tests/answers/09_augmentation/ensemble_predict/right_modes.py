# puts the modes back, and detaches
def ensemble_predict(models, x):
    mean = torch.zeros(())
    for model in models:
        before = model.training
        model.eval()
        mean = mean + model(x).detach().log_softmax(1).exp() / len(models)
        model.train(before)
    return mean
