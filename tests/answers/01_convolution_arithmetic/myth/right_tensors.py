# tensors without dimensions
layers = {"dense": dense_layer, "depthwise": depthwise_layer}
times = {name: timing.milliseconds(layer) for name, layer in layers.items()}
mac_ratio = torch.tensor(64 * 64 * 9 * 32 * 32) / torch.tensor(64 * 9 * 32 * 32)
speedup = torch.tensor(times["dense"]) / times["depthwise"]
verdict = "fact" if speedup.item() * 2 >= mac_ratio.item() else "myth"
