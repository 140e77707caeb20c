# numpy's std, capital letters
import numpy as np

noise_training = np.std(logits_in_company(True).numpy(), axis=0).mean()
noise_evaluation = np.std(logits_in_company(False).numpy(), axis=0).mean()
verdict = "Myth"
