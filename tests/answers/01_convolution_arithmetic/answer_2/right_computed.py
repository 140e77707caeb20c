# picked from the options
options = {"a": 1.0, "b": 0.5, "c": 2 * 9 / 25, "d": 9 / 25}
answer_2 = min(options, key=lambda letter: abs(options[letter] - 0.72))
