import sys
from importlib import metadata
from types import SimpleNamespace

import pytest

from labkit import _torchvision, device, doctor
from labkit.doctor import Finding, examine, exit_code, report

INSTALLED = {
    "torch": "2.9.1+cpu",
    "torchvision": "0.24.1",
    "numpy": "2.2.0",
    "matplotlib": "3.10.0",
    "ipywidgets": "8.1.5",
    "jupyterlab_widgets": "3.0.13",
    "psutil": "7.0.0",
    "scikit-learn": "1.6.1",
    "tqdm": "4.67.1",
    "jupyterlab": "4.4.0",
    "nbgrader": "0.9.5",
    "ipykernel": "6.29.5",
}
NEEDED = SimpleNamespace(
    version="0.1.0",
    requires=[
        "ipywidgets<9,>=8.1",
        "matplotlib<4,>=3.8",
        "numpy<3,>=1.26",
        "psutil<8,>=5.9",
        "scikit-learn<2,>=1.4",
        "torch<2.14,>=2.6",
        "torchvision<0.29,>=0.21",
        "tqdm<5,>=4.66",
        "jupyterlab<5,>=4.2; extra == 'notebooks'",
        "nbgrader<0.10,>=0.9.5; extra == 'notebooks'",
        "ruff<1,>=0.9; extra == 'tests'",
    ],
    metadata={"Requires-Python": ">=3.10"},
)
GIB = 2**30
CORE = ["torch", "torchvision", "numpy", "matplotlib", "ipywidgets", "psutil", "tqdm", "jupyterlab"]


def absent(*_):
    raise metadata.PackageNotFoundError("labkit")


def broken(name):
    raise ImportError(f"lib{name}.so.1: cannot open shared object file: No such file or directory")


def probes(installed=INSTALLED, **others):
    """Return the probes of a healthy computer, except where told otherwise."""

    def version(name):
        if name not in installed:
            raise metadata.PackageNotFoundError(name)
        return installed[name]

    healthy = doctor.Probes(
        labkit=lambda: NEEDED,
        version=version,
        load=lambda name: None,
        python=lambda: "3.12.1",
        facts=lambda: device.Facts("2.9.1+cpu", cores=4),
        torchvision=lambda: _torchvision.State("matching"),
        threads=lambda: 4,
        memory=lambda: (8 * GIB, 16 * GIB),
        disk=lambda: 50 * GIB,
        kernel=lambda: "python",
    )
    return healthy._replace(**others)


def look(name, **given):
    findings = [finding for finding in examine(probes(**given)) if finding.name == name]
    assert len(findings) == 1
    return findings[0]


def test_healthy_computer():
    findings = examine(probes())
    assert {finding.status for finding in findings} == {"ok"}
    assert exit_code(findings) == 0
    assert [finding.name for finding in findings] == [
        *("Python", "labkit", "torch", "torchvision", "numpy", "matplotlib", "ipywidgets"),
        *("jupyterlab", "nbgrader", "psutil", "scikit-learn", "tqdm", "device", "threads"),
        *("memory", "disk", "kernel"),
    ]
    assert report(findings).endswith("Ready: the labs can run.")


@pytest.mark.parametrize("name", CORE)
def test_missing_package(name):
    installed = {other: INSTALLED[other] for other in INSTALLED if other != name}
    found = look(name, installed=installed)
    assert found.status == "problem"
    assert "missing" in found.value
    assert name in found.remedy
    assert exit_code(examine(probes(installed))) == 1


@pytest.mark.parametrize("name", CORE)
def test_old_package(name):
    found = look(name, installed=INSTALLED | {name: "0.0.1"})
    assert (found.status, found.value.startswith("0.0.1 is too old")) == ("problem", True)
    need = next(line for line in NEEDED.requires if line.startswith(name + "<"))
    assert need.partition(">=")[2].partition(";")[0] in found.value


@pytest.mark.parametrize("name", CORE[:-1])
def test_broken_package(name):
    found = look(name, load=lambda module: broken(module) if module == name else None)
    assert found.status == "problem"
    assert "does not import: ImportError" in found.value
    assert "install" in found.remedy


def test_packages_are_imported_by_the_name_of_their_module():
    loaded = []
    assert look("scikit-learn", load=loaded.append).value == "1.6.1"
    assert "sklearn" in loaded
    assert "scikit-learn" not in loaded


def test_newer_package_is_only_noted():
    found = look("numpy", installed=INSTALLED | {"numpy": "3.0.0"})
    assert (found.status, found.remedy) == ("note", 'pip install "numpy<3,>=1.26"')
    assert look("torch", installed=INSTALLED | {"torch": "2.13.0+cpu"}).status == "ok"


def test_versions_come_from_the_metadata():
    stricter = SimpleNamespace(**vars(NEEDED) | {"requires": ["numpy>=2.3"]})
    found = look("numpy", labkit=lambda: stricter)
    assert (found.status, found.remedy) == ("problem", 'pip install "numpy>=2.3"')


def test_missing_nbgrader_is_only_noted():
    installed = {name: INSTALLED[name] for name in INSTALLED if name != "nbgrader"}
    assert look("nbgrader", installed=installed).status == "note"
    assert exit_code(examine(probes(installed))) == 0


def test_labkit_that_is_not_installed():
    found = look("labkit", labkit=absent)
    assert found.status == "problem"
    assert 'pip install -e ".[all]"' in found.remedy
    assert look("torch", labkit=absent).status == "ok"
    assert look("Python", labkit=absent).value == "3.12.1"
    installed = {name: INSTALLED[name] for name in INSTALLED if name != "numpy"}
    assert look("numpy", labkit=absent, installed=installed).status == "problem"


def test_old_python():
    found = look("Python", python=lambda: "3.9.18")
    assert (found.status, found.value) == ("problem", "3.9.18; labs need >=3.10")
    assert found.remedy


def test_without_packaging(monkeypatch):
    monkeypatch.setitem(sys.modules, "packaging.requirements", None)
    assert examine(probes()) == [
        Finding("packaging", "missing", "problem", "pip install packaging")
    ]


@pytest.mark.parametrize(
    ("facts", "build"),
    [
        (device.Facts("2.9.1", cuda="12.8", driver=12080), "CUDA 12.8 build"),
        (device.Facts("2.9.1", hip="6.4"), "ROCm 6.4 build"),
        (device.Facts("2.9.1", mps_built=True, mps_available=True, macos="15.1"), "MPS build"),
        (device.Facts("2.9.1"), "CPU build"),
    ],
)
def test_build_of_torch(facts, build):
    assert build in look("torch", facts=lambda: facts).value


def test_repaired_torchvision():
    state = _torchvision.State("repaired", "operator torchvision::nms does not exist")
    found = look("torchvision", torchvision=lambda: state)
    assert found.status == "note"
    for words in ("0.24.1", "repaired", "nms", "roi_align", "image"):
        assert words in found.value
    assert device.SELECTOR in found.remedy


def test_sliders_need_their_extension():
    installed = {name: INSTALLED[name] for name in INSTALLED if name != "jupyterlab_widgets"}
    found = look("ipywidgets", installed=installed)
    assert (found.status, found.remedy) == ("note", "pip install jupyterlab_widgets")


def test_device_and_its_remedy():
    assert look("device").value.startswith("cpu: no NVIDIA driver")
    beside_card = device.Facts("2.9.1+cpu", driver=13000)
    found = look("device", facts=lambda: beside_card)
    assert (found.status, found.remedy) == ("note", device.reinstall("CUDA"))


def test_device_asked_for_in_vain():
    found = look("device", facts=lambda: device.Facts("2.9.1", override="cuda"))
    assert (found.status, found.remedy) == ("problem", "unset LABKIT_DEVICE")
    assert "no NVIDIA driver" in found.value


@pytest.mark.parametrize(
    ("name", "short"),
    [("memory", {"memory": lambda: (GIB, 16 * GIB)}), ("disk", {"disk": lambda: GIB})],
)
def test_little_room(name, short):
    found = look(name, **short)
    assert found.status == "note"
    assert found.value.startswith("1.0 ")
    assert found.remedy
    assert look(name).status == "ok"


def test_kernel():
    def none():
        raise KeyError("python3")

    assert look("kernel").value == "python3 (ipykernel 6.29.5)"
    assert look("kernel", kernel=none).status == "problem"
    assert look("kernel", kernel=lambda: broken("zmq")).status == "problem"
    found = look("kernel", kernel=lambda: "/opt/other/bin/python")
    assert (found.status, "/opt/other/bin/python" in found.value) == ("note", True)
    assert look("kernel", kernel=lambda: sys.executable).status == "ok"


WORST = {
    "everything missing": probes({}, kernel=lambda: broken("zmq"), python=lambda: "3.8.0"),
    "nothing imports": probes(load=broken, disk=lambda: 0, kernel=lambda: broken("zmq")),
    "labkit not installed": probes({}, labkit=absent, memory=lambda: (0, GIB), disk=lambda: 0),
    "every note": probes(
        {name: INSTALLED[name] for name in INSTALLED if name not in ("nbgrader", "ipykernel")}
        | {"numpy": "9", "matplotlib": "9", "tqdm": "9", "psutil": "9", "jupyterlab": "9"},
        facts=lambda: device.Facts("2.9.1", cuda="13.0", driver=12040),
        torchvision=lambda: _torchvision.State("repaired", "operator"),
        memory=lambda: (0, GIB),
        disk=lambda: 0,
    ),
}


@pytest.mark.parametrize("case", WORST)
def test_report_of_the_worst_fits_one_screen(case):
    findings = examine(WORST[case])
    assert exit_code(findings) == 1
    assert all(finding.remedy for finding in findings if finding.status != "ok")
    lines = report(findings).splitlines()
    assert len(lines) < 26
    assert max(map(len, lines)) < 100
    for finding in findings:
        assert any(line.split()[:2] == [finding.status, finding.name] for line in lines)
    assert f"Problems: {sum(finding.status == 'problem' for finding in findings)}." in lines[-1]


def test_report_names_status_and_remedy():
    text = report([Finding("numpy", "missing", "problem", "pip install numpy")])
    assert text.splitlines()[0] == "problem  numpy        missing -> pip install numpy"
    long = Finding("torch", "missing", "problem", device.reinstall("your computer"))
    first, second = report([long]).splitlines()[:2]
    assert first.split() == ["problem", "torch", "missing"]
    assert second.strip().startswith("-> `pip uninstall")


def test_this_computer():
    findings = examine()
    assert {"Python", "torch", "torchvision", "device", "disk", "kernel"} <= {
        finding.name for finding in findings
    }
    text = report(findings)
    assert len(text.splitlines()) < 25
    assert max(map(len, text.splitlines())) < 100
    text.encode("cp1252")  # a Windows console must be able to print it
    assert all(finding.remedy for finding in findings if finding.status == "problem")
