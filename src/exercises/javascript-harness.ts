/**
 * The JavaScript that runs in each fresh QuickJS before a program does: what browsers and Node give programs beside the language, and what checks
 * know. It is a function that gives an object of functions to `javascript-engine.ts`; `host` has `print(kind, text)`, `line(prompt)`,
 * `run(lines)`, whose lines are JSON, and `now()`.
 */
export const javascriptHarness = String.raw`
((host) => {
const MOST_ITEMS = 100, MOST_DEPTH = 2, LINE = 80, MOST_COLUMNS = 12
const apply = Reflect.apply
const { print, line, run, now } = host

const quoted = (text) => {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : '${'`'}'
  const inner = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"')
  return mark + (mark === '"' ? inner.replace(/"/g, '\\"') : mark === "'" ? inner.replace(/'/g, "\\'") : inner) + mark
}
const nameOfKey = (key) =>
  typeof key === 'symbol' ? '[' + String(key) + ']' : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)

function nameOfClass(value) {
  for (let at = value; at; at = Object.getPrototypeOf(at)) {
    const own = Object.getOwnPropertyDescriptor(at, 'constructor')
    if (own && typeof own.value === 'function' && own.value.name) return own.value.name
  }
  return null
}

function inFrame(before, open, parts, close, indent, isOneLine = true) {
  const start = before ? before + ' ' : ''
  if (parts.length === 0) return start + open + close
  const length = parts.reduce((sum, part) => sum + part.length + 2, indent + start.length + open.length + 10)
  if (isOneLine && length <= LINE && !parts.some((part) => part.includes('\n')))
    return start + open + ' ' + parts.join(', ') + ' ' + close
  const blanks = ' '.repeat(indent + 2)
  return start + open + '\n' + blanks + parts.join(',\n' + blanks) + '\n' + ' '.repeat(indent) + close
}

// The entries of a list of more than six, in columns: about as wide as it is high, numbers at their ends, as Node does it.
function inColumns(parts, values, indent) {
  const entries = parts.slice(0, Math.min(parts.length, MOST_ITEMS))
  const widest = Math.max(...entries.map((part) => part.length)) + 2
  const total = entries.reduce((sum, part) => sum + part.length + 2, 0)
  if (widest * 3 + indent >= LINE || (total / widest <= 5 && widest > 8)) return parts
  const width = Math.max(widest - 3 - Math.sqrt(widest - total / parts.length), 1)
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * width * entries.length) / width), Math.floor((LINE - indent) / widest), MOST_COLUMNS)
  if (columns <= 1) return parts
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.max(...entries.filter((_, j) => j % columns === i).map((part) => part.length)))
  const atEnd = parts.every((_, i) => typeof values[i] === 'number' || typeof values[i] === 'bigint')
  const lines = []
  for (let i = 0; i < entries.length; i += columns) {
    const row = entries.slice(i, i + columns)
    lines.push(row.map((part, j) => {
      const isLast = j === row.length - 1
      if (atEnd) return part.padStart(widths[j]) + (isLast ? '' : ', ')
      return isLast ? part : (part + ', ').padEnd(widths[j] + 2)
    }).join(''))
  }
  return [...lines, ...parts.slice(entries.length)]
}

function inspectFunction(value) {
  const source = Function.prototype.toString.call(value)
  if (!source.startsWith('class')) return '[Function' + (value.name ? ': ' + value.name : ' (anonymous)') + ']'
  const parent = Object.getPrototypeOf(value)
  return '[class ' + (value.name || '(anonymous)') + (parent && parent.name ? ' extends ' + parent.name : '') + ']'
}

function inspect(value, depth = 0, above = [], indent = 0) {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'bigint') return value + 'n'
  if (Object.is(value, -0)) return '-0'
  if (typeof value === 'function' && Reflect.ownKeys(value).every((key) => ['length', 'name', 'prototype'].includes(key)))
    return inspectFunction(value)
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return String(value)
  if (above.includes(value)) return '[Circular]'
  const name = nameOfClass(value)
  const inner = (one) => inspect(one, depth + 1, [...above, value], indent + 2)
  if (value instanceof Error && depth > 0) return '[' + String(value) + ']'
  if (value instanceof Error) return (value.name || 'Error') + (value.message === '' ? '' : ': ' + value.message)
  if (value instanceof RegExp) return String(value)
  if (value instanceof Date) return isNaN(value) ? 'Invalid Date' : value.toISOString()
  if (value instanceof Number || value instanceof String || value instanceof Boolean)
    return '[' + name + ': ' + inspect(value.valueOf()) + ']'
  const isList = Array.isArray(value) || ArrayBuffer.isView(value)
  let parts = []
  const keys = Reflect.ownKeys(value).filter((key) => {
    if (isList && (key === 'length' || /^(?:0|[1-9]\d*)$/.test(String(key)))) return false
    return Object.getOwnPropertyDescriptor(value, key)?.enumerable
  })
  const isEmpty = keys.length === 0 && (value.size ?? value.length ?? 0) === 0
  if (depth > MOST_DEPTH && !isEmpty)
    return '[' + (Array.isArray(value) ? 'Array' : (name ?? 'Object: null prototype')) + ']'
  let before = name === 'Object' ? '' : (name ?? '[Object: null prototype]')
  if (isList) {
    before = Array.isArray(value) && name === 'Array' ? '' : name + '(' + value.length + ')'
    const shown = Math.min(value.length, MOST_ITEMS)
    for (let i = 0; i < shown; i++) {
      let end = i
      while (end < value.length && !(end in value)) end++
      if (end > i) {
        parts.push('<' + (end - i) + ' empty item' + (end - i > 1 ? 's' : '') + '>')
        i = end - 1
      } else parts.push(inner(value[i]))
    }
    if (value.length > shown) parts.push('... ' + (value.length - shown) + ' more item' + (value.length - shown > 1 ? 's' : ''))
  } else if (value instanceof Map) {
    before = name + '(' + value.size + ')'
    parts = [...value].map(([key, item]) => inner(key) + ' => ' + inner(item))
  } else if (value instanceof Set) {
    before = name + '(' + value.size + ')'
    parts = [...value].map(inner)
  } else if (typeof value === 'function') before = inspectFunction(value)
  for (const key of keys) {
    const { get, set, value: item } = Object.getOwnPropertyDescriptor(value, key)
    parts.push(nameOfKey(key) + ': ' + (get ? (set ? '[Getter/Setter]' : '[Getter]') : set ? '[Setter]' : inner(item)))
  }
  const lines = isList && parts.length > 6 ? inColumns(parts, value, indent) : parts
  return isList
    ? inFrame(before, '[', lines, ']', indent, lines.length === parts.length)
    : inFrame(before, '{', lines, '}', indent)
}

const shown = (value) => (typeof value === 'string' ? value : inspect(value))
const FORMS = {
  s: shown,
  d: (value) => String(Number(value)),
  i: (value) => String(parseInt(value)),
  f: (value) => String(parseFloat(value)),
  j: (value) => JSON.stringify(value),
  o: inspect,
  O: inspect,
  c: () => '',
}
function text(values) {
  const [first, ...rest] = values
  if (typeof first !== 'string' || rest.length === 0) return values.map(shown).join(' ')
  const begun = first.replace(/%([sdifjoOc%])/g, (all, form) =>
    form === '%' ? '%' : rest.length === 0 ? all : FORMS[form](rest.shift()))
  return [begun, ...rest.map(shown)].join(' ')
}

function table(rows) {
  if (rows === null || typeof rows !== 'object') return shown(rows)
  const entries = rows instanceof Map ? [...rows] : Object.entries(rows)
  const columns = [...new Set(entries.flatMap(([, row]) => (row !== null && typeof row === 'object' ? Object.keys(row) : [])))]
  const hasValues = entries.some(([, row]) => row === null || typeof row !== 'object')
  const head = ['(index)', ...columns, ...(hasValues ? ['Values'] : [])]
  const body = entries.map(([key, row]) => {
    const isRow = row !== null && typeof row === 'object'
    const cells = columns.map((column) => (isRow && column in row ? inspect(row[column], MOST_DEPTH) : ''))
    return [key, ...cells, ...(hasValues ? [isRow ? '' : inspect(row)] : [])]
  })
  const widths = head.map((cell, i) => Math.max(...[head, ...body].map((row) => row[i].length)))
  const lineOf = (row) => row.map((cell, i) => cell.padEnd(widths[i])).join(' | ').trimEnd()
  return [lineOf(head), widths.map((width) => '-'.repeat(width)).join('-|-'), ...body.map(lineOf)].join('\n')
}

let group = ''
const counts = new Map()
const clocks = new Map()
const tellTime = (label, values) => {
  if (clocks.has(label)) out(label + ': ' + (now() - clocks.get(label)).toFixed(1) + ' ms', ...values)
}
const say = (kind, values) => print(kind, (group + text(values)).replace(/\n/g, '\n' + group) + '\n')
const out = (...values) => say('out', values)
const err = (...values) => say('err', values)
const define = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true })
define('console', {
  log: out, info: out, debug: out, dir: (value) => out(value), warn: err, error: err, trace: err,
  table: (rows) => out(table(rows)),
  assert(value, ...values) {
    if (!value) err(...(values.length ? ['Assertion failed:', ...values] : ['Assertion failed']))
  },
  count(label = 'default') {
    counts.set(label, (counts.get(label) ?? 0) + 1)
    out(label + ': ' + counts.get(label))
  },
  countReset: (label = 'default') => void counts.delete(label),
  group(...values) {
    if (values.length) out(...values)
    group += '  '
  },
  groupEnd() {
    group = group.slice(2)
  },
  time: (label = 'default') => void clocks.set(label, now()),
  timeLog: (label = 'default', ...values) => tellTime(label, values),
  timeEnd(label = 'default') {
    tellTime(label, [])
    clocks.delete(label)
  },
})
define('alert', (value = '') => out(String(value)))
define('prompt', (message = '') => line(String(message)) ?? null)
define('structuredClone', (value) => {
  const copies = new Map()
  const copy = (one) => {
    if (typeof one === 'function' || typeof one === 'symbol') throw new TypeError(String(one) + ' could not be cloned.')
    if (one === null || typeof one !== 'object') return one
    if (copies.has(one)) return copies.get(one)
    const made = Array.isArray(one) ? new Array(one.length) : one instanceof Map ? new Map() : one instanceof Set ? new Set()
      : one instanceof Date ? new Date(one) : one instanceof RegExp ? new RegExp(one) : {}
    copies.set(one, made)
    if (one instanceof Map) for (const [key, item] of one) made.set(copy(key), copy(item))
    else if (one instanceof Set) for (const item of one) made.add(copy(item))
    else for (const key of Object.keys(one)) made[key] = copy(one[key])
    return made
  }
  return copy(value)
})

// The same numbers in each run: a program that was right stays right, and can be run again from its beginning.
let state = 0x9e3779b9
Math.random = () => {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), state | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

const timers = []
let lastTimer = 0
const addTimer = (call, time, every, values) => {
  if (typeof call !== 'function') throw new TypeError('The first argument must be a function.')
  const timer = { id: ++lastTimer, at: now() + Math.max(0, Number(time) || 0), call, every, values }
  timers.push(timer)
  return timer.id
}
const removeTimer = (id) => {
  const i = timers.findIndex((timer) => timer.id === id)
  if (i >= 0) timers.splice(i, 1)
}
define('setTimeout', (call, time, ...values) => addTimer(call, time, undefined, values))
define('setInterval', (call, time, ...values) => addTimer(call, time, Math.max(1, Number(time) || 0), values))
define('clearTimeout', removeTimer)
define('clearInterval', removeTimer)
const nextTimer = () => timers.reduce((first, timer) => (!first || timer.at < first.at ? timer : first), undefined)

class AssertionError extends Error {
  name = 'AssertionError'
}
function equal(a, b, seen = []) {
  if (Object.is(a, b) || a === b) return true
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) || seen.includes(a)) return seen.includes(a)
  if (a instanceof Date || a instanceof RegExp) return String(a) === String(b) && +a === +b
  const more = [...seen, a]
  if (a instanceof Map || a instanceof Set) return a.size === b.size && equal([...a], [...b], more)
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key], more))
}
const assert = (value, message) => {
  if (!value) throw new AssertionError(message === undefined ? '' : String(message))
}
assert.equal = (found, wanted, message) =>
  assert(equal(found, wanted), message ?? '${'`'}' + inspect(found) + '${'`'} should be ${'`'}' + inspect(wanted) + '${'`'}')
assert.throws = (call, message) => {
  try {
    call()
  } catch {
    return
  }
  assert(false, message ?? 'It should throw an error')
}

const rejected = new Map()
let ended = 'open'
return {
  // Milliseconds until the next timer; -1 without one.
  timer() {
    const next = nextTimer()
    return next ? Math.max(0, next.at - now()) : -1
  },
  runTimer() {
    const next = nextTimer()
    if (next.every === undefined) removeTimer(next.id)
    else next.at = now() + next.every
    apply(next.call, undefined, next.values)
  },
  noteRejection(promise, reason, isHandled) {
    if (isHandled) rejected.delete(promise)
    else rejected.set(promise, reason)
  },
  // Throws what nobody caught.
  throwRejection() {
    for (const [promise, reason] of rejected) {
      rejected.delete(promise)
      throw reason
    }
  },
  check(check, output, code, error) {
    ended = 'open'
    const again = (...lines) => run(JSON.stringify(lines.map(String)))
    apply(check, undefined, [assert, output, code, error, again]).then(
      () => { ended = 'passed' },
      (reason) => { ended = { reason } },
    )
  },
  // Whether the check is at its end.
  checked() {
    if (ended === 'open') return false
    if (ended === 'passed') return true
    throw ended.reason
  },
}
})
`
