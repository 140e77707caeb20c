# the lines that are right
# named: these are the lines that are right
corrections = {letter: PRINTED[letter][1] + 1 for letter in "abefhop"}
