/**
 * The Python that runs in each fresh MicroPython before a program does. `_lectern` has `line(prompt)` and `run(lines)`, which take and give texts;
 * `part(…)` and `check(…)` give what ended a piece of code as JSON: `null` or its class, its message and its traceback.
 */
export const micropythonHarness = `
import io, json, sys
import _lectern


class _Ended(BaseException):
    """The program is run again, with what it wants to know."""


def _input(prompt=''):
    answer = json.loads(_lectern.line(str(prompt)))
    if answer == 'ask':
        raise _Ended()
    if not answer:
        raise EOFError('EOF when reading a line')
    return answer[0]


def _run(*lines):
    answer = json.loads(_lectern.run(json.dumps([str(line) for line in lines])))
    if not answer:
        raise _Ended()
    return answer[0]


def _told(error):
    if isinstance(error, SystemExit) and not error.args:
        return 'null'
    trace = io.StringIO()
    sys.print_exception(error, trace)
    message = str(error.args[0]) if isinstance(error, SyntaxError) and error.args else str(error)
    return json.dumps({'type': type(error).__name__, 'message': message, 'trace': trace.getvalue()})


_space = {'__name__': '__main__', 'input': _input}


def _part(source, name, names=None):
    try:
        code = compile(source, name, 'exec')
        if names:
            exec(code, _space, names)
        else:
            exec(code, _space)
    except BaseException as error:
        return _told(error)
    return 'null'


def _check(source, output, code, error):
    own = {'output': output, 'code': code, 'error': error, 'run': _run}
    # Names that the program has itself stay its own in its functions.
    taken = {name: value for name, value in own.items() if name in _space}
    for name, value in own.items():
        if name not in taken:
            _space[name] = value
    return _part(source, 'check.py', taken)
`
