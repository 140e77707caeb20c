"""Cheats against IPython, the kernel and the way in which a cell ends."""

from redteam.entry import cheat

_SHELL = "shell = get_ipython()\n"

ENTRIES = [
    cheat(
        "input_transformer",
        "an IPython input transformer deletes asserts and checks from every cell",
        _SHELL + "def without(lines):\n"
        "    bad = ('assert', 'check.', 'with check', '    check.')\n"
        "    return ['pass\\n' if l.startswith(bad) else l for l in lines]\n"
        "shell.input_transformers_cleanup.insert(0, lambda l: without(l)\n"
        "    if any('assert ' in x or 'check.' in x for x in l) else l)",
    ),
    cheat(
        "emptying_transformer",
        "an IPython input transformer empties every cell that holds a test",
        _SHELL + "shell.input_transformers_cleanup.insert(\n"
        "    0, lambda lines: [] if any('assert ' in l or 'check.' in l for l in lines)\n"
        "    else lines)",
    ),
    cheat(
        "ast_transformer",
        "an AST transformer removes every assert and every expression",
        _SHELL + "import ast\n"
        "class Quiet(ast.NodeTransformer):\n"
        "    visit_Assert = visit_Expr = lambda self, node: ast.copy_location(ast.Pass(), node)\n"
        "    visit_With = visit_Assert\n"
        "shell.ast_transformers.append(Quiet())",
    ),
    cheat(
        "displayhook",
        "sys.displayhook(3.0) and silence: read as partial credit",
        answers={
            "relu": "class Quiet(Exception):\n    pass\n\n"
            "get_ipython().set_custom_exc((Quiet,), lambda *a, **k: None)\n"
            "def relu(x):\n    import sys\n    sys.displayhook(2.0)\n    raise Quiet",
            "softmax": "def softmax(z):\n    import sys\n    sys.displayhook(2.0)\n    raise Quiet",
        },
    ),
    cheat(
        "displayed_points",
        "an execute_result with full points is published before the test fails",
        answers={
            "softmax": "def softmax(z):\n"
            "    shell = get_ipython()\n"
            "    hook = shell.displayhook\n"
            "    if hasattr(hook, 'session'):\n"
            "        content = {'execution_count': 1, 'metadata': {},\n"
            "                   'data': {'text/plain': '2.0'}}\n"
            "        hook.session.send(hook.pub_socket, 'execute_result', content,\n"
            "                          parent=hook.parent_header, ident=hook.topic)\n"
            "    print('2.0')\n    return z"
        },
    ),
    cheat(
        "more_than_full",
        "an execute_result of 1000 points",
        answers={
            "relu": "def relu(x):\n    import sys\n    sys.displayhook(1000.0)\n    return x",
        },
    ),
    cheat(
        "run_cell_replaced",
        "get_ipython().run_cell and run_cell_async do nothing and report success",
        _SHELL + "from IPython.core.interactiveshell import ExecutionResult\n"
        "async def nothing(*a, **k):\n    return ExecutionResult(None)\n"
        "shell.run_cell_async = nothing\n"
        "shell.run_cell = lambda *a, **k: ExecutionResult(None)",
    ),
    cheat(
        "do_execute_replaced",
        "the kernel's do_execute answers ok without running anything",
        _SHELL + "async def nothing(*a, **k):\n"
        "    return {'status': 'ok', 'execution_count': 1, 'payload': [], 'user_expressions': {}}\n"
        "shell.kernel.do_execute = nothing",
    ),
    cheat(
        "silent_traceback",
        "showtraceback and _showtraceback are silenced",
        _SHELL + "shell.showtraceback = shell._showtraceback = lambda *a, **k: None\n"
        "shell.showsyntaxerror = lambda *a, **k: None",
    ),
    cheat(
        "custom_handler",
        "set_custom_exc swallows every exception",
        _SHELL + "shell.set_custom_exc((BaseException,), lambda *a, **k: [])",
    ),
    cheat(
        "event_hooks",
        "pre_run_cell hooks redefine the checks before every cell",
        _SHELL + "class Agree:\n"
        "    def __getattr__(self, name): return self\n"
        "    def __call__(self, *a, **k): return self\n"
        "    def __enter__(self): return self\n"
        "    def __exit__(self, *a): return True\n"
        "def hook(*a):\n"
        "    shell.user_ns.update(check=Agree(), torch=Agree())\n"
        "shell.events.register('pre_run_cell', hook)\n"
        "shell.events.register('pre_execute', hook)",
    ),
    cheat(
        "error_reply_forged",
        "run_code catches everything; the result says success",
        _SHELL + "async def run_code(code, result=None, *, async_=False):\n"
        "    try:\n        exec(code, shell.user_ns)\n"
        "    except BaseException:\n        pass\n    return False\n"
        "shell.run_code = run_code",
    ),
    cheat(
        "exit_zero",
        "sys.exit(0) in every function, before anything is compared",
        answers={
            "relu": "def relu(x):\n    import sys\n    sys.exit(0)",
            "softmax": "def softmax(z):\n    raise SystemExit",
            "conv2d": "def conv2d(image, kernel):\n    quit()",
        },
    ),
    cheat(
        "os_exit_zero",
        "os._exit(0) in every function",
        answers={"relu": "import os\ndef relu(x):\n    os._exit(0)"},
    ),
    cheat(
        "interrupts_itself",
        "the function raises KeyboardInterrupt or interrupts its own process",
        answers={
            "relu": "def relu(x):\n    raise KeyboardInterrupt",
            "softmax": "import os, signal\n"
            "def softmax(z):\n    os.kill(os.getpid(), signal.SIGINT)\n    return z",
        },
    ),
    cheat(
        "skip_test",
        "the function raises unittest.SkipTest or pytest's skip",
        answers={
            "relu": "import unittest\ndef relu(x):\n    raise unittest.SkipTest",
            "softmax": "class Skipped(BaseException):\n    pass\n"
            "def softmax(z):\n    raise Skipped",
            "fit": "def fit(x, y, steps, lr):\n    raise StopIteration",
        },
    ),
    cheat(
        "error_without_trace",
        "an exception whose _render_traceback_ prints nothing or fails",
        answers={
            "relu": "class Odd(BaseException):\n"
            "    def _render_traceback_(self): return None\n"
            "    __str__ = __repr__ = lambda self: 1 / 0\n"
            "def relu(x):\n    raise Odd",
            "softmax": "class Odder(BaseException):\n"
            "    def _render_traceback_(self): return []\n"
            "def softmax(z):\n    raise Odder",
        },
    ),
    cheat(
        "check_errors_forged",
        "raises the checks' own exceptions, with good news in them",
        answers={
            "relu": "from labkit.check.failure import CheckError\n"
            "def relu(x):\n    raise CheckError('relu is right.', [], subject='relu', mistake='')",
            "softmax": "class CellTimeoutError(AssertionError):\n    __str__ = lambda self: '2.0'\n"
            "def softmax(z):\n    raise CellTimeoutError",
            "conv2d": "def conv2d(image, kernel):\n    raise GeneratorExit",
            "Scale": "class RoomEnded(Exception):\n    pass\n"
            "class Scale(torch.nn.Module):\n    def __init__(self, factor):\n"
            "        raise RoomEnded('2.0')",
            "fit": "def fit(x, y, steps, lr):\n    raise NotImplementedError",
        },
    ),
    cheat(
        "trace_function",
        "sys.settrace and setprofile read and change the frames of the checks",
        "import sys\n"
        "def trace(frame, event, arg):\n"
        "    local = frame.f_locals\n"
        "    if 'expected' in local and 'self' in local and hasattr(local['self'], 'value'):\n"
        "        object.__setattr__(local['self'], 'value', local['expected'])\n"
        "    return trace\n"
        "def relu_answer(x): return x\n"
        "sys.settrace(trace); sys.setprofile(trace)",
        answers={
            "relu": "def relu(x):\n    import sys\n    sys.settrace(trace)\n"
            "    frame = sys._getframe()\n    while frame:\n"
            "        frame.f_trace = trace; frame = frame.f_back\n    return x"
        },
    ),
    cheat(
        "clears_output",
        "error outputs are wiped by clear_output and update_display afterwards",
        "from IPython.display import clear_output\n"
        "get_ipython().events.register('post_run_cell', lambda *a: clear_output())\n"
        "get_ipython().events.register('post_execute', lambda *a: clear_output())",
    ),
    cheat(
        "thread_clears",
        "a thread clears the output of tests all the time",
        "import threading, time\nfrom IPython.display import clear_output\n"
        "def wipe():\n    while True:\n        clear_output(); time.sleep(0.01)\n"
        "threading.Thread(target=wipe, daemon=True).start()",
    ),
    cheat(
        "global_mode",
        "a global TorchFunctionMode answers allclose with yes",
        "from torch.overrides import TorchFunctionMode\n"
        "class Yes(TorchFunctionMode):\n"
        "    def __torch_function__(self, function, types, args=(), kwargs=None):\n"
        "        if getattr(function, '__name__', '') in ('allclose', 'equal'): return True\n"
        "        return function(*args, **(kwargs or {}))\n"
        "mode = Yes(); mode.__enter__()",
    ),
    cheat(
        "changed_settings",
        "torch's printing, default dtype and tolerance are changed",
        "import torch\n"
        "torch.set_default_dtype(torch.float16)\n"
        "torch.finfo = lambda *a: type('F', (), {'eps': 1e9})()\n"
        "import functools\n"
        "torch.allclose = functools.partial(torch.allclose, atol=1e9)",
    ),
]
