# mixes up Cutout and Mixup
# unnamed: a visible check must not reveal the letter
answer_1 = "a"
