"""Real sets in their on-disk formats, and downloads that break off."""

import gzip
import hashlib
import http.server
import io
import pickle
import socket
import tarfile
import threading

import numpy as np
import pytest
from torchvision import datasets

from labkit.data import real

CIFAR_CLASSES = [f"class {number}" for number in range(10)]


def md5(data):
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def cifar_files():
    """Return the files of a CIFAR-10 of four images a batch, and its images and labels."""
    random = np.random.default_rng(1)
    files, images, labels = {}, [], []
    for name in [f"data_batch_{n}" for n in range(1, 6)] + ["test_batch"]:
        pixels = random.integers(0, 256, (4, 3072), dtype=np.uint8)
        classes = random.integers(0, 10, 4).tolist()
        files[name] = pickle.dumps({"data": pixels, "labels": classes}, protocol=2)
        images.append(pixels.reshape(4, 3, 32, 32))
        labels += classes
    files["batches.meta"] = pickle.dumps({"label_names": CIFAR_CLASSES}, protocol=2)
    return files, np.concatenate(images), labels


def idx_files():
    """Return the files of an MNIST with 7 training and 3 test images, and its images and labels."""
    random = np.random.default_rng(2)
    files = {}
    images, labels = random.integers(0, 256, (10, 28, 28), np.uint8), random.integers(0, 10, 10)
    for name, rows in (("train", slice(7)), ("t10k", slice(7, 10))):
        n = len(labels[rows])
        header = b"".join(number.to_bytes(4, "big") for number in (0x803, n, 28, 28))
        files[f"{name}-images-idx3-ubyte"] = header + images[rows].tobytes()
        header = b"".join(number.to_bytes(4, "big") for number in (0x801, n))
        files[f"{name}-labels-idx1-ubyte"] = header + labels[rows].astype(np.uint8).tobytes()
    return files, images, labels.tolist()


class Served(dict):
    """What a local server hands out by path; of paths in ``broken`` only the first half."""

    def __init__(self):
        self.broken = set()
        self.asked = []


@pytest.fixture
def server():
    served = Served()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            served.asked.append(self.path)
            data = served.get(self.path)
            if data is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if self.path in served.broken else data)

        def log_message(self, *_):
            pass

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    served.url = f"http://127.0.0.1:{running.server_port}/"
    yield served
    running.shutdown()
    running.server_close()


@pytest.fixture
def cifar(server, monkeypatch):
    """A small CIFAR-10 on the local server, with checksums of its own."""
    files, images, labels = cifar_files()
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    server["/cifar.tar.gz"] = buffer.getvalue()
    sums = {name: md5(data) for name, data in files.items()}
    patches = {
        "url": f"{server.url}cifar.tar.gz",
        "tgz_md5": md5(buffer.getvalue()),
        "train_list": [[name, sums[name]] for name in sums if name.startswith("data")],
        "test_list": [["test_batch", sums["test_batch"]]],
        "meta": {**datasets.CIFAR10.meta, "md5": sums["batches.meta"]},
    }
    for attribute, value in patches.items():
        monkeypatch.setattr(datasets.CIFAR10, attribute, value)
    return files, images, labels


@pytest.fixture(params=["MNIST", "FashionMNIST"])
def mnist(request, server, monkeypatch):
    """A small MNIST or FashionMNIST on the local server."""
    files, images, labels = idx_files()
    resources = []
    for name, data in files.items():
        packed = gzip.compress(data)
        server[f"/{name}.gz"] = packed
        resources.append((f"{name}.gz", md5(packed)))
    owner = getattr(datasets, request.param)
    monkeypatch.setattr(owner, "mirrors", [server.url])
    monkeypatch.setattr(owner, "resources", resources)
    return request.param, files, images, labels


def contents(root):
    return sorted(path.name for path in root.iterdir()) if root.exists() else []


def write(folder, files):
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def test_cifar_from_disk(cifar, tmp_path):
    files, images, labels = cifar
    write(tmp_path / "cifar-10-batches-py", files)
    train, test = real("CIFAR-10", tmp_path), real("CIFAR-10", str(tmp_path), split="test")
    assert np.array_equal(train.images, images[:20])
    assert np.array_equal(test.images, images[20:])
    assert train.labels.tolist() + test.labels.tolist() == labels
    assert train.classes == tuple(CIFAR_CLASSES)
    assert train.images.is_contiguous()
    assert (str(train.images.dtype), str(train.labels.dtype)) == ("torch.uint8", "torch.int64")


def test_mnist_from_disk(mnist, tmp_path):
    name, files, images, labels = mnist
    write(tmp_path / name / "raw", files)
    train, test = real(name, tmp_path), real(name, tmp_path, split="test")
    assert train.images.shape == (7, 1, 28, 28)
    assert np.array_equal(train.images[:, 0], images[:7])
    assert np.array_equal(test.images[:, 0], images[7:])
    assert train.labels.tolist() + test.labels.tolist() == labels
    assert len(train.classes) == 10


def test_cifar_is_downloaded_once_with_a_bar(cifar, server, tmp_path, capfd):
    _, images, _ = cifar
    root = tmp_path / "new" / "folder"
    for _ in range(2):
        train = real("CIFAR-10", root, download=True)
        assert np.array_equal(train.images, images[:20])
    assert set(server.asked) == {"/cifar.tar.gz"}
    assert contents(root) == ["cifar-10-batches-py"]
    seen = capfd.readouterr()
    assert "100%" in seen.err
    assert seen.out == ""
    asked = len(server.asked)
    assert np.array_equal(real("CIFAR-10", root, split="test").images, images[20:])
    assert len(server.asked) == asked


def test_mnist_is_downloaded(mnist, server, tmp_path):
    name, _, images, _ = mnist
    test = real(name, tmp_path, split="test", download=True)
    assert np.array_equal(test.images[:, 0], images[7:])
    assert contents(tmp_path) == [name]


@pytest.mark.parametrize("download", [False, True])
def test_damaged_files_are_noticed_and_mended(cifar, tmp_path, download):
    files, images, _ = cifar
    write(tmp_path / "cifar-10-batches-py", files | {"data_batch_3": files["data_batch_3"][:-9]})
    if download:
        assert np.array_equal(real("CIFAR-10", tmp_path, download=True).images, images[:20])
        return
    with pytest.raises(FileNotFoundError, match=r"CIFAR-10 is damaged in .*download=True"):
        real("CIFAR-10", tmp_path)


def test_cut_off_idx_files_are_noticed_and_mended(mnist, tmp_path):
    name, files, images, _ = mnist
    cut = {
        key: data[:-5] if key.startswith("train-images") else data for key, data in files.items()
    }
    write(tmp_path / name / "raw", cut)
    with pytest.raises(FileNotFoundError, match=f"{name} is damaged in .*download=True"):
        real(name, tmp_path)
    assert np.array_equal(real(name, tmp_path, download=True).images[:, 0], images[:7])


def test_fewer_labels_than_images_are_noticed(mnist, tmp_path):
    name, files, *_ = mnist
    header = b"".join(number.to_bytes(4, "big") for number in (0x801, 6))
    write(tmp_path / name / "raw", files | {"train-labels-idx1-ubyte": header + bytes(6)})
    with pytest.raises(FileNotFoundError, match="damaged"):
        real(name, tmp_path)


def one_line(raised):
    message = str(raised.value)
    assert "\n" not in message
    return message


def test_a_download_that_breaks_off_leaves_nothing(cifar, server, tmp_path):
    _, images, _ = cifar
    server.broken.add("/cifar.tar.gz")
    with pytest.raises(ConnectionError, match="broke off or its checksum is wrong") as raised:
        real("CIFAR-10", tmp_path, download=True)
    assert "nothing was kept" in one_line(raised)
    assert contents(tmp_path) == []
    server.broken.clear()
    assert np.array_equal(real("CIFAR-10", tmp_path, download=True).images, images[:20])


def test_of_several_files_all_or_none_are_kept(mnist, server, tmp_path):
    name, _, images, _ = mnist
    server.broken.add("/t10k-labels-idx1-ubyte.gz")
    with pytest.raises(ConnectionError, match="broke off or its checksum is wrong") as raised:
        real(name, tmp_path, download=True)
    one_line(raised)
    assert contents(tmp_path) == []
    server.broken.clear()
    assert np.array_equal(real(name, tmp_path, download=True).images[:, 0], images[:7])


def test_a_download_that_breaks_off_keeps_what_was_there(cifar, server, tmp_path):
    files, *_ = cifar
    write(tmp_path / "cifar-10-batches-py", files | {"test_batch": b"damaged"})
    server.broken.add("/cifar.tar.gz")
    with pytest.raises(ConnectionError):
        real("CIFAR-10", tmp_path, download=True)
    assert contents(tmp_path / "cifar-10-batches-py") == sorted(files)


def test_what_a_killed_download_left_is_cleared(cifar, tmp_path):
    write(tmp_path / ".cifar-10-batches-py.partial", {"cifar-10-python.tar.gz": b"half"})
    real("CIFAR-10", tmp_path, download=True)
    assert contents(tmp_path) == ["cifar-10-batches-py"]


def test_an_interrupted_download_leaves_nothing(cifar, tmp_path, monkeypatch):
    def interrupt(*_, **__):
        (tmp_path / ".cifar-10-batches-py.partial" / "half").write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(datasets.CIFAR10, "download", interrupt)
    with pytest.raises(KeyboardInterrupt):
        real("CIFAR-10", tmp_path, download=True)
    assert contents(tmp_path) == []


def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_offline_is_one_clear_line(cifar, mnist, tmp_path, monkeypatch):
    nowhere = f"http://127.0.0.1:{closed_port()}/"
    monkeypatch.setattr(datasets.CIFAR10, "url", nowhere + "cifar.tar.gz")
    monkeypatch.setattr(datasets.MNIST, "mirrors", [nowhere, nowhere])
    monkeypatch.setattr(datasets.FashionMNIST, "mirrors", [nowhere])
    before = socket.getdefaulttimeout()
    for name in ("CIFAR-10", mnist[0]):
        with pytest.raises(ConnectionError, match="needs a network") as raised:
            real(name, tmp_path, download=True)
        assert "things() or digits()" in one_line(raised)
    assert contents(tmp_path) == []
    assert socket.getdefaulttimeout() == before


def test_a_server_that_has_moved_the_file(cifar, server, tmp_path):
    del server["/cifar.tar.gz"]
    with pytest.raises(ConnectionError, match="its server answers 404 Not Found"):
        real("CIFAR-10", tmp_path, download=True)
    assert contents(tmp_path) == []


def test_a_full_disk_is_no_network_problem(cifar, tmp_path, monkeypatch):
    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(datasets.CIFAR10, "download", fail)
    with pytest.raises(OSError, match="CIFAR-10 cannot be written: No space left") as raised:
        real("CIFAR-10", tmp_path, download=True)
    assert not isinstance(raised.value, ConnectionError)
    assert "513 MB" in one_line(raised)


def test_a_connection_reset_is_a_broken_download(cifar, tmp_path, monkeypatch):
    def fail(*_, **__):
        raise ConnectionResetError(104, "Connection reset by peer")

    monkeypatch.setattr(datasets.CIFAR10, "download", fail)
    with pytest.raises(ConnectionError, match="broke off"):
        real("CIFAR-10", tmp_path, download=True)


def test_nothing_is_fetched_unasked(cifar, server, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"CIFAR-10 is not in .*download=True") as raised:
        real("CIFAR-10", tmp_path / "none")
    assert "171 MB" in one_line(raised)
    assert server.asked == []
    assert contents(tmp_path) == []


def test_bad_arguments_are_named(tmp_path):
    with pytest.raises(ValueError, match="one of: 'CIFAR-10', 'FashionMNIST', 'MNIST'"):
        real("ImageNet", tmp_path)
    with pytest.raises(ValueError, match="split is 'val', but"):
        real("MNIST", tmp_path, split="val")
