/** What a page says of an engine, and where it finds it. */
export interface EngineName {
  /** The language, as readers know it. */
  readonly language: string
  /** Folder of its files, below `lectern/engine/`. */
  readonly folder: string
  /** Bytes that are loaded once: through the network, and on the disk. */
  readonly transfer: number
  readonly size: number
}

/** The engines by the names that exercises have for them. */
export const engines: Readonly<Record<string, EngineName>> = {
  python: { language: 'Python', folder: 'python-314.0.7', transfer: 6312131, size: 13412130 },
  javascript: { language: 'JavaScript', folder: 'javascript-3.7.0', transfer: 324667, size: 784143 },
  sql: { language: 'SQL', folder: 'sql-1.17.0', transfer: 359771, size: 750424 },
  micropython: { language: 'MicroPython', folder: 'micropython-1.27.0', transfer: 224392, size: 541607 },
}

/** The smallest lock file with which Pyodide starts: it knows no packages, so it asks no host for any. */
export const PYTHON_LOCK = JSON.stringify({
  info: { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten_5_0_3', python: '3.14.2' },
  packages: {},
})
