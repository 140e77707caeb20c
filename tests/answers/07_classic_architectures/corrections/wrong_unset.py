# left unset
# named: corrections is not set yet
corrections = None
