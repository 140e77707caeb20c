# picked from the options
options = {"overfitting": "a", "vanishing": "b", "degradation": "c", "cost": "d"}
answer_1 = options["degradation"]
