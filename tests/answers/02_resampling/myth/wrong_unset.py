# no measurement
# named: without_pooling is not set yet
without_pooling = None
with_pooling = None
verdict = "myth"
