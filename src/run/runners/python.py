"""Runs the Python blocks of one page in this process, one after the other, as `lectern run` asks.

    python python.py job.json
    python python.py --serve

After each block, what became of it is written to standard output as JSON between marks that no other text can hold.
"""

# What is imported here takes time for each page, so the rest waits until it is wanted.
import _ast
import json
import os
import sys

ONLY_AST = 0x0400


def serve():
    """Reads requests from standard input, and returns in a copy of this process for each page.

    A page is asked for twice: first its pipes are made, and when the other side has opened them, its code is run. What becomes of it
    is written to standard output: `ready ID`, `started ID PID`, `ended ID STATUS SIGNAL`.
    """
    tell = os.dup(1)
    asked = {}
    for line in iter(sys.stdin.buffer.readline, b""):
        request = json.loads(line)
        name = request["id"]
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            pass
        if name not in asked:
            asked[name] = request
            os.mkfifo(request["out"], 0o600)
            os.mkfifo(request["err"], 0o600)
            os.write(tell, f"ready {name}\n".encode())
            continue
        request = asked.pop(name)
        if os.fork():
            continue
        # A process that waits for the one of the page, so that this one need not.
        pid = os.fork()
        if pid:
            _, status = os.waitpid(pid, 0)
            ended = f"- {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"{os.WEXITSTATUS(status)} 0"
            os.write(tell, f"ended {name} {ended}\n".encode())
            os._exit(0)
        os.setsid()
        out, err, nothing = os.open(request["out"], os.O_WRONLY), os.open(request["err"], os.O_WRONLY), os.open(os.devnull, os.O_RDONLY)
        os.write(tell, f"started {name} {os.getpid()}\n".encode())
        for number, stream in enumerate((nothing, out, err)):
            os.dup2(stream, number)
            os.close(stream)
        os.close(tell)
        sys.stdin = open(0, encoding="utf-8", closefd=False)
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update(request["env"])
        sys.argv = [sys.argv[0], request["job"]]
        return
    os._exit(0)


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
    module = type(sys)("__main__")
    module.__builtins__ = __builtins__
    sys.modules["__main__"] = module
    os.environ["LECTERN_FIGURES"] = job["figures"]
    names = {f"<block {number}>": block["code"] for number, block in enumerate(job["blocks"], 1)}
    when_imported("linecache", lambda module: show_lines(module, names))
    if job["seed"]:
        begin_alike()
    list_in_order()
    watch = Watch(root, job["site"])
    sys.addaudithook(watch.hook)
    for number, block in enumerate(job["blocks"], 1):
        watch.begin()
        answer = run(block, f"<block {number}>", module.__dict__, root)
        sys.stdout.flush()
        answer.update(watch.end())
        answer["figures"] = new_figures(job["figures"], number)
        answer["packages"] = packages_of(block["code"])
        os.write(1, b"\0" + job["token"].encode() + b" " + json.dumps(answer).encode() + b"\0")
        if "error" in answer and not block["raises"]:
            break
    sys.stdout.flush()
    os._exit(0)


def run(block, name, namespace, root):
    """Runs a block, and tells of its exception and of the value of its last line."""
    code = block["code"]
    try:
        tree = compile(code, name, "exec", ONLY_AST, True)
        last = tree.body.pop() if block["value"] and tree.body and isinstance(tree.body[-1], _ast.Expr) else None
        exec(compile(tree, name, "exec", 0, True), namespace)
        value = None
        if last is not None:
            value = eval(compile(_ast.Expression(last.value), name, "eval", 0, True), namespace)
        answer = None if value is None else shown(value)
        return {} if answer is None else {"value": answer}
    except BaseException as error:  # SystemExit and KeyboardInterrupt too
        return {"error": told(error, name, root)}


def shown(value):
    """A value as text, and as what else it can be shown as: HTML, a formula, or a picture, which is kept as a figure."""
    answer = {"text": repr(value)}
    if isinstance(value, type):
        return answer
    figures = sys.modules.get("matplotlib.figure")
    if figures and isinstance(value, figures.Figure):
        from lectern_figures import keep

        keep(value)
        return None
    for way in ("html", "svg", "png", "jpeg", "latex"):
        found = getattr(value, f"_repr_{way}_", None)
        content = found() if callable(found) else None
        # Jupyter takes data about the data, too.
        content = content[0] if isinstance(content, tuple) and content else content
        if way in ("html", "latex") and isinstance(content, str):
            answer[way] = content
            return answer
        if way in ("svg", "png", "jpeg") and isinstance(content, (str, bytes)) and content:
            keep_picture(content, "jpg" if way == "jpeg" else way)
            return None
    return answer


def keep_picture(content, ending):
    """Puts a picture among the figures of the block; pictures made of text are base64, but for drawings."""
    if isinstance(content, str) and ending != "svg":
        from base64 import b64decode

        content = b64decode(content)
    folder = os.environ["LECTERN_FIGURES"]
    name = f"value-{len(os.listdir(folder)):04}"
    with open(os.path.join(folder, f"{name}.{ending}"), "wb") as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)
    with open(os.path.join(folder, f"{name}.json"), "w", encoding="utf-8") as file:
        json.dump({"light": f"{name}.{ending}"}, file)


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
    """Versions of the packages that a block imports itself: those of the installed ones whose name stands in it."""
    if "import" not in code:
        return {}
    found = {}
    for name, module in sorted(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if "." in name or name not in code or ("site-packages" not in file and "dist-packages" not in file):
            continue
        if name in ("sitecustomize", "usercustomize"):
            continue
        try:
            from importlib.metadata import version

            found[name] = version(name)
        except Exception:
            known = getattr(module, "__version__", None)
            if isinstance(known, str):
                found[name] = known
    return found


def show_lines(linecache, codes):
    """Lets Python find the lines of blocks, which are no files, where it tells of calls."""
    for name, code in codes.items():
        linecache.cache[name] = (len(code), None, code.splitlines(True), name)


def begin_alike():
    """Lets random numbers be the same in each run: those of Python, of numpy, and those that are asked of the system."""
    from _random import Random

    numbers = Random(0)
    os.urandom = lambda size: numbers.getrandbits(size * 8).to_bytes(size, "little") if size else b""


    def seed_random(module):
        seed = module.Random.seed
        # A generator that is given no beginning asks the system for one, past `os.urandom`.
        module.Random.seed = lambda self, a=None, version=2: seed(self, numbers.getrandbits(64) if a is None else a, version)
        module.seed = module._inst.seed
        module._urandom = os.urandom
        module.seed(0)

    when_imported("random", seed_random)
    when_imported("numpy.random", lambda module: module.seed(0))


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


def when_imported(name, act):
    """Does something with a module as soon as it is imported."""
    if name in sys.modules:
        act(sys.modules[name])
        return

    class Finder:
        def find_spec(self, wanted, path=None, target=None):
            if wanted != name:
                return None
            sys.meta_path.remove(self)
            from importlib.util import find_spec

            spec = find_spec(name)
            if spec is None or spec.loader is None:
                return spec
            load = spec.loader.exec_module

            def load_and_act(module):
                load(module)
                act(module)

            spec.loader.exec_module = load_and_act
            return spec

    sys.meta_path.insert(0, Finder())


PICTURES = (".svg", ".png", ".jpg", ".gif", ".webp")


def new_figures(folder, number):
    """The figures that the block made: what is told of each stands beside it. Other pictures it has put there itself."""
    names = sorted(os.listdir(folder))
    figures = []
    for name in names:
        if name.endswith(".json"):
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as file:
                figures.append(json.load(file))
            os.remove(path)
    told = {figure[scheme] for figure in figures for scheme in ("light", "dark") if scheme in figure}
    for name in names:
        if name.endswith(PICTURES) and name not in told and "+" not in name:
            # A later block may write one of the same name.
            os.rename(os.path.join(folder, name), os.path.join(folder, f"{number}+{name}"))
            figures.append({"light": f"{number}+{name}"})
    for name in told:
        os.rename(os.path.join(folder, name), os.path.join(folder, f"{number}+{name}"))
    return [{scheme: f"{number}+{name}" if name in told else name for scheme, name in figure.items()} for figure in figures]


if sys.argv[1:] == ["--serve"]:
    serve()
main()
