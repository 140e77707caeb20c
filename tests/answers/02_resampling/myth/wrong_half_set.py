# one measurement is missing
# named: with_pooling is not set yet
without_pooling = 0.0
with_pooling = None
verdict = "myth"
