import fs from 'node:fs'
import path from 'node:path'
import { cachedDataVersionTag } from 'node:v8'
import vm from 'node:vm'
import { threadId } from 'node:worker_threads'
import { crc32 } from 'node:zlib'

/** Length in bytes of the checksum that a kept code begins with. */
const CHECKSUM = 4

/**
 * Runs `file`, a function of what a CommonJS module is given, with the code that the JavaScript engine made of it in an
 * earlier run: reading and compiling the program anew takes longer than building a small site. Where there is none, what the
 * engine makes in this run is kept beside the file when the process ends.
 *
 * The engine believes such code, so it lies with the program and nowhere else. Its name says for which engine, flags and
 * processor it is, and a checksum that it is whole. The name of `file` has to change with its text, of which the engine
 * compares no more than the length.
 */
export function runWithCodeCache(file: string, module: NodeJS.Module, require: NodeJS.Require): void {
  const nameNow = (): string =>
    `${file.replace(/\.js$/, '')}-${process.platform}-${process.arch}-${cachedDataVersionTag().toString(36)}.code`
  const name = nameNow()
  // As of Node's own such cache: who measures which code runs, for example, wants none.
  const isOn = process.env.NODE_DISABLE_COMPILE_CACHE === undefined
  const cachedData = isOn ? readCode(name) : undefined
  const script = new vm.Script(fs.readFileSync(file, 'latin1'), {
    filename: file,
    ...(cachedData && { cachedData }),
  })
  if (isOn && (!cachedData || script.cachedDataRejected === true))
    process.once('exit', () => {
      // Code is for the flags that are set when it is made, and large builds set some on their way.
      if (nameNow() === name) keepCode(name, script)
    })
  const run: (...of: readonly unknown[]) => void = script.runInThisContext()
  run(module.exports, require, module, file, path.dirname(file))
}

function readCode(name: string): Buffer | undefined {
  try {
    const bytes = fs.readFileSync(name)
    const code = bytes.subarray(CHECKSUM)
    return bytes.length > CHECKSUM && bytes.readUInt32LE() === crc32(code) ? code : undefined
  } catch {
    return undefined
  }
}

/** Nobody misses what cannot be kept, for whatever reason: a program may be read by all and written by none. */
function keepCode(name: string, script: vm.Script): void {
  const part = `${name}.${process.pid}.${threadId}`
  try {
    fs.accessSync(path.dirname(name), fs.constants.W_OK)
    const code = script.createCachedData()
    const checksum = Buffer.alloc(CHECKSUM)
    checksum.writeUInt32LE(crc32(code))
    fs.writeFileSync(part, Buffer.concat([checksum, code]))
    fs.renameSync(part, name)
  } catch {
    try {
      fs.rmSync(part, { force: true })
    } catch {}
  }
}
