# a set of letters without numbers
# named: the type of corrections must be
corrections = set("cdgijklmn")
