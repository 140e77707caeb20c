# nothing is corrected
# named: nothing is corrected yet
corrections = {}
