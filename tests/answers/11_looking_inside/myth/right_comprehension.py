# a dict by name
played = {
    name: inspect.pointing_game(
        torch.stack([inspect.grad_cam(net, "block3", x, y)
                     for x, y in zip(THEIR_IMAGES, THEIRS.labels.tolist())]), THEIRS.masks)
    for name, net in {"shapes": MODEL, "colours": STRANGER}.items()
}
shapes, colours = played["shapes"], played["colours"]
verdict = ["myth", "fact"][colours <= shapes - 0.1]
