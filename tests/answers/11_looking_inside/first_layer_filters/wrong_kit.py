# calls the kit's own
# named: the kit's own function does the work
def first_layer_filters(model):
    return inspect.first_layer_filters(model)
