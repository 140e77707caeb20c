# formatted for display
# named: this is not a number
without_pooling = "0.00 %"
with_pooling = "1.73 %"
verdict = "myth"
