/**
 * The Python that runs programs of readers and checks them: one text for the reader's browser and for verification in Node. It
 * is run once in a fresh Pyodide, in which a module `_lectern` was registered (`pyodide-engine.ts`), and gives `lectern_run(request)`: an
 * async function from a RunRequest to a RunResult, both JSON.
 *
 * Each run begins from nothing: a new `__main__`, the built-in functions as they were, an own working folder, the same random seed, no
 * modules of the run before.
 */
export const pythonHarness = String.raw`
import ast, base64, builtins, importlib, io, json, linecache, os, random, shutil, signal, sys, time, traceback, types
import _lectern
from pyodide.ffi import run_sync, can_run_sync

NAME, SETUP, CHECK = 'exercise.py', 'setup.py', 'check.py'
FOLDER = '/home/pyodide/exercise'
MOST_LINES, MOST_LETTERS = 2000, 200_000
_reserve = [bytearray(1 << 22)]
_builtins = dict(vars(builtins))
_modules = {
    name: dict(vars(module))
    for name, module in sys.modules.items()
    if name.split('.')[0] not in {'__main__', 'builtins', 'sys', '_lectern', 'pyodide', '_pyodide', 'js', 'pyodide_js', 'asyncio'}
}
_path = list(sys.path)


class NeedLine(BaseException):
    """The program wants a line that is not known yet: it is run again with it."""


def _wait(promise, is_free=False):
    _lectern.pause()
    try:
        result = run_sync(promise)
    finally:
        is_over = _lectern.resume(is_free)
    if is_over:
        raise KeyboardInterrupt
    return result


def _tick(number, frame):
    # Between two bytecodes, ten times a second: lets the message "stop" come in.
    if can_run_sync():
        _wait(_lectern.turn())


signal.signal(10, _tick)


def _sleep(seconds):
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if can_run_sync():
            _wait(_lectern.sleep(min(left, 0.05)))


time.sleep = _sleep


class Printed(io.TextIOBase):
    """What a program prints: kept up to a bound, and shown."""

    encoding, errors = 'utf-8', 'strict'

    def __init__(self, kind, run):
        self._kind, self._run = kind, run

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f'write() argument must be str, not {type(text).__name__}')
        self._run.print(self._kind, text)
        return len(text)


class Asked(io.TextIOBase):
    """sys.stdin: line by line, as input() gets them."""

    encoding = 'utf-8'

    def __init__(self, run):
        self._run = run

    def readable(self):
        return True

    def readline(self, size=-1):
        try:
            return self._run.line('') + '\n'
        except EOFError:
            return ''

    def read(self, size=-1):
        return ''.join(iter(self.readline, ''))

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


class Run:
    """One program with its input and output; 'quiet' shows nothing."""

    def __init__(self, lines=(), ask=False, quiet=False):
        self.waiting = list(lines)
        self.ask, self.quiet = ask, quiet
        self.pieces, self.letters, self.breaks, self.cut = [], 0, 0, False
        self.needs = None

    def print(self, kind, text):
        if self.cut:
            return
        room = MOST_LETTERS - self.letters
        if len(text) > room:
            text, self.cut = text[:room], True
        breaks = text.count('\n')
        if self.breaks + breaks > MOST_LINES:
            left = MOST_LINES - self.breaks
            text = ''.join(line + '\n' for line in text.split('\n')[:left])
            breaks, self.cut = left, True
        self.letters += len(text)
        self.breaks += breaks
        if kind == 'out':
            self.pieces.append(text)
        if text and not self.quiet:
            _lectern.show(kind, text)

    def line(self, prompt):
        prompt = str(prompt)
        if not self.quiet and prompt:
            _lectern.show('prompt', prompt)
        if self.waiting:
            text = self.waiting.pop(0)
        elif not self.ask:
            raise EOFError('EOF when reading a line')
        elif can_run_sync():
            text = _wait(_lectern.ask(prompt), True)
            if text is None:
                raise EOFError('EOF when reading a line')
        else:
            self.needs = prompt
            raise NeedLine(prompt)
        if not self.quiet:
            _lectern.show('answer', text + '\n')
        return text

    def output(self, error=None):
        text = ''.join(self.pieces)
        if error is None:
            return text
        if text and not text.endswith('\n'):
            text += '\n'
        return text + _message(error)

    def __enter__(self):
        self._streams = sys.stdin, sys.stdout, sys.stderr
        sys.stdin, sys.stdout, sys.stderr = Asked(self), Printed('out', self), Printed('err', self)
        builtins.input = lambda prompt='', /: self.line(prompt)
        return self

    def __exit__(self, *about):
        sys.stdin, sys.stdout, sys.stderr = self._streams
        for name in set(vars(builtins)) - set(_builtins):
            del vars(builtins)[name]
        vars(builtins).update(_builtins)


def _message(error):
    try:
        if isinstance(error, SyntaxError) and error.args:
            return str(error.args[0])
        return str(error)
    except BaseException:
        return ''


def _own_frames(told, name, seen):
    if told is None or id(told) in seen:
        return
    seen.add(id(told))
    told.stack[:] = [frame for frame in told.stack if frame.filename == name]
    for other in [told.__cause__, told.__context__, *(told.exceptions or ())]:
        _own_frames(other, name, seen)


def _line_in(error, name):
    if isinstance(error, SyntaxError) and error.filename == name:
        return error.lineno
    found = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def _told(error, name):
    """A RunError."""
    kind = type(error).__name__
    try:
        told = traceback.TracebackException.from_exception(error)
        _own_frames(told, name, set())
        parts = list(told.format())
        if len(parts) > 24:
            parts[10:-10] = ['  …\n']
        text = ''.join(parts).rstrip('\n')
    except BaseException:
        text = kind
    result = {'type': kind, 'message': _message(error), 'text': text}
    line = _line_in(error, name)
    if line:
        result['line'] = line
    return result


def _depth():
    frame, depth = sys._getframe(), 0
    while frame is not None:
        frame, depth = frame.f_back, depth + 1
    return depth


class Part:
    """A piece of code that runs in time; what it raises is in 'error', what ended it in 'state'."""

    def __init__(self, request, name, source, space, names=None):
        self.error, self.state = None, 'done'
        recursion = sys.getrecursionlimit()
        linecache.cache[name] = (len(source), None, source.splitlines(True), name)
        _lectern.begin(request['limit'])
        sys.setrecursionlimit(_depth() + request['recursion'])
        try:
            exec(compile(source, name, 'exec', dont_inherit=True), space, names)
        except BaseException as error:
            why = _lectern.end()
            sys.setrecursionlimit(recursion)
            if isinstance(error, KeyboardInterrupt) and why:
                self.state = why
            elif isinstance(error, NeedLine):
                self.state = 'ask'
            elif isinstance(error, SystemExit) and not error.code:
                pass
            else:
                if isinstance(error, MemoryError):
                    # Room to tell of it: what the program holds is of no use any more.
                    _reserve.clear()
                    space.clear()
                    traceback.clear_frames(error.__traceback__)
                self.error = error
        else:
            _lectern.end()
            sys.setrecursionlimit(recursion)


class Names(dict):
    """What the top level of a check sees: its own names first, then those of the program, to which it also writes."""

    def __init__(self, space, own):
        super().__init__()
        self._space, self._own = space, own

    def __getitem__(self, name):
        return self._own[name] if name in self._own else self._space[name]

    def __setitem__(self, name, value):
        (self._own if name in self._own else self._space)[name] = value

    def __delitem__(self, name):
        del (self._own if name in self._own else self._space)[name]


def _changes_modules(code):
    """Whether a program may put something of its own into a module, such as random.random = ..."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except BaseException:
        return False
    return any(
        (isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load))
        or (isinstance(node, ast.Name) and node.id in {'setattr', 'delattr', 'exec', 'eval', 'vars', 'patch'})
        for node in nodes
    )


def _forget(code):
    """Modules as they were before a program ran."""
    for name in set(sys.modules) - set(_modules):
        file = getattr(sys.modules[name], '__file__', None) or ''
        if file.startswith(FOLDER) or (file.endswith(('.py', '.pyc')) and _changes_modules(code)):
            del sys.modules[name]
    if _changes_modules(code):
        for name, content in _modules.items():
            if name in sys.modules:
                vars(sys.modules[name]).update(content)


def _fresh(request):
    """A new __main__, in a new working folder."""
    sys.path[:] = [FOLDER, *_path]
    sys.argv = [NAME]
    importlib.invalidate_caches()
    os.chdir('/')
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    os.chdir(FOLDER)
    for name, content in (request.get('files') or {}).items():
        place = os.path.join(FOLDER, name)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, 'wb') as file:
            file.write(content.encode() if isinstance(content, str) else base64.b64decode(content['base64']))
    random.seed(0)
    main = types.ModuleType('__main__')
    main.__builtins__ = builtins
    sys.modules['__main__'] = main
    return vars(main)


def _attempt(request, run):
    """Setup and program; gives the namespace and the part that ended it."""
    space = _fresh(request)
    if request.get('setup'):
        quiet, run.quiet = run.quiet, True
        part = Part(request, SETUP, request['setup'], space)
        run.quiet = quiet
        run.pieces.clear()
        if part.error is not None or part.state != 'done':
            return space, part, True
    return space, Part(request, NAME, request['code'], space), False


def _check(request, run, space, error):
    """A CheckResult of 'check'."""
    source = request['check']

    def run_again(*lines):
        with Run([str(line) for line in lines], quiet=True) as again:
            _, part, _ = _attempt(request, again)
        if part.state != 'done':
            _lectern.late()
            raise KeyboardInterrupt
        _lectern.begin(request['limit'])
        return again.output(part.error)

    own = {'output': run.output(error), 'code': request['code'], 'error': error, 'run': run_again}
    for name, value in own.items():
        space.setdefault(name, value)
    with Run(quiet=True):
        part = Part(request, CHECK, source, space, Names(space, own))
    if part.state != 'done':
        return {'passed': False, 'isLate': True}
    error = part.error
    if error is None:
        return {'passed': True}
    line = _line_in(error, CHECK)
    result = {'passed': False}
    if line:
        result |= {'line': line, 'source': linecache.getline(CHECK, line).strip()}
    if isinstance(error, AssertionError):
        if error.args:
            result['message'] = _message(error)
    else:
        result['error'] = _told(error, CHECK)
    return result


def _validate(request, source, space):
    space.pop('correct', None)
    with Run(quiet=True):
        part = Part(request, CHECK, source, space)
    return part.error is None and part.state == 'done' and bool(space.get('correct'))


def _run(request):
    with Run(request.get('lines') or (), request.get('ask', False)) as run:
        space, part, in_setup = _attempt(request, run)
    state, error = part.state, part.error
    if run.needs is not None:
        return {'state': 'ask', 'prompt': run.needs, 'output': run.output(), 'isCut': run.cut}
    if in_setup and state == 'done':
        return {'state': 'setup', 'output': '', 'isCut': False, 'error': _told(error, SETUP)}
    result = {'state': state, 'output': run.output(error), 'isCut': run.cut}
    if error is not None:
        result['error'] = _told(error, NAME)
    if state != 'done':
        return result
    if request.get('check'):
        result['check'] = _check(request, run, space, error)
    if request.get('validate'):
        result['validated'] = any([_validate(request, source, space) for source in request['validate']])
    return result


async def lectern_run(text):
    request = json.loads(text)
    try:
        return json.dumps(_run(request))
    finally:
        _forget(request['code'])
        _reserve[:] = [bytearray(1 << 22)]
`
