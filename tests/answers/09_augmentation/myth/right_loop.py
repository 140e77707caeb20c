# one loop over the settings
none = SMALL_DATA["none"]
gains = {}
harmful = []
for name, row in SMALL_DATA.items():
    if name == "none":
        continue
    gains[name] = sum(a - b for a, b in zip(row, none, strict=True)) / len(none)
    if all(a < b for a, b in zip(row, none, strict=True)):
        harmful.append(name)
harmful.sort()
verdict = "fact" if not harmful and gains["everything"] >= gains["four together"] else "myth"
