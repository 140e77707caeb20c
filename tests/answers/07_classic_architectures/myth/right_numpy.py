# numpy
import numpy as np

rule_width = np.int64(np.mean([64, 10]))
accuracies = np.array([[digit_accuracy(int(h), s) for s in range(5)]
                       for h in (rule_width, 4 * rule_width)])
gains = list(accuracies[1] - accuracies[0])
verdict = ("fact", "myth")[int((accuracies[1] > accuracies[0]).all())]
