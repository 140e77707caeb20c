# by heart
# unnamed: guessed numbers can be any
gain_near, gain_far, verdict = 0.5, -0.2, "myth"
