/** A file of an engine, as the package that brings it has it. */
export interface EngineFile {
  /** Path in the package; it is published under its last part. */
  readonly name: string
  /** Bytes on the disk, and bytes that come through the network. */
  readonly size: number
  readonly transfer: number
  readonly sha256: string
}

/** What a page needs to run a language: files of a package of npm, in a known version and with known bytes. */
export interface EngineFiles {
  readonly packageName: string
  readonly version: string
  readonly licence: string
  readonly files: readonly EngineFile[]
}

/** Of each engine by its name. */
export const engineFiles: Readonly<Record<string, EngineFiles>> = {
  /** A build of CPython for browsers. */
  python: {
    packageName: 'pyodide',
    version: '314.0.7',
    licence: 'Mozilla Public License 2.0; source: https://github.com/pyodide/pyodide',
    files: [
      {
        name: 'pyodide.mjs',
        size: 17931,
        transfer: 7190,
        sha256: '6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109',
      },
      {
        name: 'pyodide.asm.mjs',
        size: 1250344,
        transfer: 260720,
        sha256: 'f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635',
      },
      {
        name: 'pyodide.asm.wasm',
        size: 9598218,
        transfer: 3542413,
        sha256: 'cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6',
      },
      {
        name: 'python_stdlib.zip',
        size: 2545637,
        transfer: 2501808,
        sha256: 'fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a',
      },
    ],
  },
}
