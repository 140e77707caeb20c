# harmful is left unset
# named: harmful is not set yet
none = SMALL_DATA["none"]
gains = {}
harmful = []
for name, row in SMALL_DATA.items():
    if name == "none":
        continue
    gains[name] = sum(a - b for a, b in zip(row, none, strict=True)) / len(none)
    if all(a < b for a, b in zip(row, none, strict=True)):
        harmful.append(name)
harmful = None
verdict = "fact" if gains["everything"] >= gains["four together"] else "myth"
