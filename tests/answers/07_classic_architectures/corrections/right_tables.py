# from the kit's tables, not rounded
vgg16 = cost.table_of("vgg16")
early = [row for row in vgg16.rows if row.shape[-1] in (224, 112, 56)]
stem = [row.macs for row in googlenet.rows if row.name.startswith("conv")]
corrections = dict(
    c=alexnet["conv4"].macs / 10**6,
    d=alexnet["fc6"].params,
    g=sum(row.kind == "Conv2d" and row.shape[1] == 56 for row in vgg16.rows),
    i=vgg16.macs / 10**9,
    j=vgg16.activation_bytes / 1024**2,
    k=vgg16.macs / cost.table_of("alexnet").macs,
    l=sum(row.macs for row in early) / 10**6,
    m=sum(stem) / 10**6,
    n=27 * 64**2,
)
