# worked out
answer_7 = {"underfitting": "a", "overfitting": "b"}["overfitting"]
