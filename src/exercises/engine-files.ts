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

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`

/** The licence of MIT for the work of some holders. */
const mit = (...holders: readonly string[]): string =>
  ['The MIT License', holders.map((holder) => `Copyright (c) ${holder}`).join('\n'), MIT].join('\n\n')

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
  /** QuickJS-NG, a small engine that reaches nothing outside of itself. */
  javascript: {
    packageName: 'quickjs-wasi',
    version: '3.7.0',
    licence: mit(
      '2026 Vercel, Inc. (quickjs-wasi)',
      '2017-2024 Fabrice Bellard, Charlie Gordon (QuickJS)',
      '2023-2026 QuickJS-NG contributors',
    ),
    files: [
      {
        name: 'dist/index.js',
        size: 126111,
        transfer: 29635,
        sha256: '17078001e2a5cbe3296e0a7d14fe359eb792356377a5b792bf03d7f522c30c0e',
      },
      {
        name: 'dist/wasi-shim.js',
        size: 4033,
        transfer: 1272,
        sha256: '79af15cf5158d181d11021158abb22541fd6d35beca569652317859819960eac',
      },
      {
        name: 'dist/extensions.js',
        size: 15720,
        transfer: 4400,
        sha256: '9662299693f6ddd8d56d6e2f91b4bd2202e2cfebe06e834bf9a2b16fa15c4e08',
      },
      {
        name: 'dist/version.js',
        size: 131,
        transfer: 140,
        sha256: '8fc862568a9aa26aac8ab3ed4d2e2f6a648eaad6f75ae3c8600d68e0e19db391',
      },
      {
        name: 'quickjs.wasm',
        size: 638148,
        transfer: 289220,
        sha256: 'c0bd8f296e18cf074969f6401b9ecb72609a1323818ec2b9bf7a8f8d740d1363',
      },
    ],
  },
  /** SQLite, which itself is in the public domain. */
  sql: {
    packageName: 'sql.js',
    version: '1.17.0',
    licence: mit('2017 sql.js authors'),
    files: [
      {
        name: 'dist/sql-wasm-browser.js',
        size: 62144,
        transfer: 21942,
        sha256: 'b9104418b49747fc51956f3be0dffe1208af090c066bb5a08563c33237b09562',
      },
      {
        name: 'dist/sql-wasm-browser.wasm',
        size: 688280,
        transfer: 337829,
        sha256: '6918fd54c1192011b85af0365a819411285bb5579b9ae6a7308778a1750a2765',
      },
    ],
  },
  /** A small Python, which differs from the large one in places. */
  micropython: {
    packageName: '@micropython/micropython-webassembly-pyscript',
    version: '1.27.0',
    licence: mit('2013-2026 Damien P. George and others (MicroPython)'),
    files: [
      {
        name: 'micropython.mjs',
        size: 107864,
        transfer: 30489,
        sha256: 'c2be87e7ba24e3b47d133022b009a66bff07f4720aa23d816d216ef8cc47014c',
      },
      {
        name: 'micropython.wasm',
        size: 433743,
        transfer: 193903,
        sha256: '06338c955b03c5700aa0069015d3e392d76836ef8e2ce25bedbe59b88ccd373c',
      },
    ],
  },
}
