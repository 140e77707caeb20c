# tensors and comprehensions
rows = {name: torch.tensor(row).double() - torch.tensor(SMALL_DATA["none"]).double()
        for name, row in SMALL_DATA.items() if name != "none"}
gains = {name: row.mean().item() for name, row in rows.items()}
harmful = sorted(name for name, row in rows.items() if row.max() < 0)
verdict = " Myth"
