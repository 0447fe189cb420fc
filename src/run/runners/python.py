"""Runs the Python blocks of one page in this process, one after the other, as `lectern run` asks.

    python python.py job.json

After each block, what became of it is written to standard output as JSON between marks that no other text can hold.
"""

import ast
import json
import linecache
import os
import sys
import types


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        job = json.load(file)
    here = os.path.dirname(os.path.abspath(__file__))
    root = os.getcwd()
    sys.argv = [""]
    sys.path[0] = root
    # What the backend of matplotlib is found by; modules of the site come first.
    sys.path.append(here)
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    module = types.ModuleType("__main__")
    module.__builtins__ = __builtins__
    sys.modules["__main__"] = module
    os.environ["LECTERN_FIGURES"] = job["figures"]
    if job["seed"]:
        import random

        random.seed(0)
        seed_numpy_when_it_comes()
    list_in_order()
    watch = Watch(root, job["site"])
    sys.addaudithook(watch.hook)
    for number, block in enumerate(job["blocks"], 1):
        watch.begin()
        answer = run(block, f"<block {number}>", module.__dict__, root)
        sys.stdout.flush()
        answer.update(watch.end())
        answer["figures"] = new_figures(job["figures"])
        answer["packages"] = packages_of(block["code"])
        os.write(1, b"\0" + job["token"].encode() + b" " + json.dumps(answer).encode() + b"\0")
        if "error" in answer and not block["raises"]:
            break
    sys.stdout.flush()
    os._exit(0)


def run(block, name, namespace, root):
    """Runs a block, and tells of its exception and of the value of its last line."""
    code = block["code"]
    linecache.cache[name] = (len(code), None, code.splitlines(True), name)
    try:
        tree = compile(code, name, "exec", ast.PyCF_ONLY_AST, True)
        last = tree.body.pop() if block["value"] and tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, name, "exec", 0, True), namespace)
        value = None
        if last is not None:
            value = eval(compile(ast.Expression(last.value), name, "eval", 0, True), namespace)
        return {} if value is None else {"value": shown(value)}
    except BaseException as error:  # SystemExit and KeyboardInterrupt too
        return {"error": told(error, name, root)}


def shown(value):
    """A value as text, and as HTML where it says how."""
    html = getattr(value, "_repr_html_", None)
    markup = html() if callable(html) and not isinstance(value, type) else None
    return {"text": repr(value), **({"html": markup} if isinstance(markup, str) else {})}


def told(error, name, root):
    """An exception: its name, its message as Python prints it, and the author's own frames."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith("<block "):
            frames.append({"file": file, "line": trace.tb_lineno})
        elif file.startswith(root + os.sep):
            frames.append({"file": os.path.relpath(file, root), "line": trace.tb_lineno})
        trace = trace.tb_next
    kind = type(error)
    if isinstance(error, SyntaxError):
        if error.filename == name and error.lineno:
            frames = [{"file": name, "line": error.lineno}]
        message = error.msg
    else:
        try:
            message = str(error)
        except Exception:
            message = "<exception str() failed>"
    title = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"
    answer = {"name": kind.__qualname__, "text": f"{title}: {message}" if message else title, "frames": frames}
    if isinstance(error, ModuleNotFoundError) and error.name:
        answer["module"] = error.name
    if isinstance(error, FileNotFoundError) and isinstance(error.filename, str):
        answer["missing"] = os.path.relpath(os.path.abspath(error.filename), root).replace(os.sep, "/")
    return answer


WRITES = {"os.remove": 0, "os.rename": 1, "os.mkdir": 0, "os.rmdir": 0, "os.truncate": 0, "os.link": 1, "os.symlink": 1}


class Watch:
    """Notes which files below the folder of the run are read, and keeps code from writing into the site itself."""

    def __init__(self, root, site):
        self.root = os.path.realpath(root)
        self.site = os.path.realpath(site)
        self.read = set()
        self.listed = set()
        self.written = set()
        self.isOpen = False

    def begin(self):
        self.read.clear()
        self.listed.clear()
        self.isOpen = True

    def end(self):
        self.isOpen = False
        return {"read": sorted(self.read), "listed": sorted(self.listed)}

    def below(self, path):
        """The path from the root, with slashes; None where it lies elsewhere."""
        if isinstance(path, int) or path is None:
            return "" if path is None else None
        full = os.path.realpath(os.fsdecode(path))
        if full == self.root:
            return ""
        if not full.startswith(self.root + os.sep):
            return None
        return full[len(self.root) + 1 :].replace(os.sep, "/")

    def refuse(self, path):
        if isinstance(path, int) or path is None:
            return
        full = os.path.realpath(os.fsdecode(path))
        if full.startswith(self.site + os.sep):
            raise PermissionError(f"code of a page may not write into the site: {os.fsdecode(path)}")

    def hook(self, event, args):
        if not self.isOpen:
            return
        if event == "open":
            path, mode, flags = args
            if isinstance(path, int):
                return
            isWriting = any(c in mode for c in "wax+") if isinstance(mode, str) else bool(flags & (os.O_WRONLY | os.O_RDWR))
            if isWriting:
                self.refuse(path)
            name = self.below(path)
            if name is None:
                return
            if isWriting and not (isinstance(mode, str) and "r" in mode):
                self.written.add(name)
            elif name not in self.written:
                self.read.add(name)
        elif event in ("os.listdir", "os.scandir"):
            # Python looks through folders for modules, too.
            if sys._getframe(1).f_code.co_filename.startswith("<frozen importlib"):
                return
            name = self.below(args[0])
            if name is not None:
                self.listed.add(name)
        elif event in WRITES:
            self.refuse(args[WRITES[event]])
            name = self.below(args[WRITES[event]])
            if name is not None:
                self.written.add(name)


def packages_of(code):
    """Versions of the packages that a block imports itself."""
    names = set()
    try:
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.Import):
                names.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    except (SyntaxError, ValueError):
        return {}
    found = {}
    for name in sorted(names - set(getattr(sys, "stdlib_module_names", ()))):
        if name not in sys.modules:
            continue
        try:
            from importlib.metadata import version

            found[name] = version(name)
        except Exception:
            known = getattr(sys.modules[name], "__version__", None)
            if isinstance(known, str):
                found[name] = known
    return found


def list_in_order():
    """Lets names in folders come in the same order on every disk."""
    listdir, scandir = os.listdir, os.scandir

    class Entries(list):
        def __enter__(self):
            return self

        def __exit__(self, *reason):
            pass

        def __next__(self):
            if not self:
                raise StopIteration
            return self.pop(0)

        def close(self):
            self.clear()

    def scan(path="."):
        with scandir(path) as found:
            return Entries(sorted(found, key=lambda entry: entry.name))

    os.listdir = lambda path=".": sorted(listdir(path))
    os.scandir = scan


def seed_numpy_when_it_comes():
    """Gives numpy's old generator a fixed beginning as soon as it is imported."""

    class Finder:
        def find_spec(self, name, path=None, target=None):
            if name != "numpy.random":
                return None
            sys.meta_path.remove(self)
            from importlib.util import find_spec

            spec = find_spec(name)
            load = spec.loader.exec_module

            def load_and_seed(module):
                load(module)
                module.seed(0)

            spec.loader.exec_module = load_and_seed
            return spec

    sys.meta_path.insert(0, Finder())


def new_figures(folder):
    """The figures that the block made: what is told of each stands beside it."""
    figures = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".json"):
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as file:
                figures.append(json.load(file))
            os.remove(path)
    return figures


main()
