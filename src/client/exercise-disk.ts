// Engines for pages that are opened from a disk: there, browsers load scripts alone. Files come packed in one; a worker is made of the text of
// another.

import { addScript } from './exercises/add-script.ts'

type Packed = Readonly<Record<string, string>>
declare global {
  /** What the script with the files of an engine calls. */
  var lecternEngineFiles: ((files: Packed) => void) | undefined
  /** What the script of a worker leaves in a page. */
  var lecternEngineProgram: (() => void) | undefined
}

async function unpack(base64: string): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer()
}

interface Engine {
  readonly files: Readonly<Record<string, ArrayBuffer>>
  readonly source: string
}

/** What was loaded, by its address; and the last of all, since what scripts leave in the page is taken one by one. */
const state: { readonly engines: Map<string, Promise<Engine>>; last: Promise<unknown> } = {
  engines: new Map(),
  last: Promise.resolve(),
}

async function load(address: string, program: string): Promise<Engine> {
  const given: { files: Packed } = { files: {} }
  globalThis.lecternEngineFiles = (files) => {
    given.files = files
  }
  await addScript(address)
  await addScript(program)
  const source = `(${globalThis.lecternEngineProgram})()`
  const unpacked = Object.entries(given.files).map(async ([name, text]) => [name, await unpack(text)] as const)
  return { files: Object.fromEntries(await Promise.all(unpacked)), source }
}

globalThis.lecternDisk = async (address, program) => {
  const loading = state.engines.get(address) ?? state.last.catch(() => undefined).then(() => load(address, program))
  state.engines.set(address, loading)
  state.last = loading
  const { files, source } = await loading
  return { worker: new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))), files }
}
