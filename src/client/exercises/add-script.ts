import { element } from '../element.ts'
import type { StartedWorker } from './engine-worker.ts'

declare global {
  /** Makes a worker of what lies beside a page on a disk: see `exercise-disk.ts`. */
  var lecternDisk: ((files: string, program: string) => Promise<StartedWorker>) | undefined
}

/** Loads a script, once. */
export function addScript(address: string): Promise<unknown> {
  scripts[address] ??= new Promise((resolve, reject) => {
    const script = element('script', { src: address })
    script.addEventListener('load', resolve)
    script.addEventListener('error', () => {
      delete scripts[address]
      reject(new Error(address))
    })
    document.head.append(script)
  })
  return scripts[address]
}

const scripts: Record<string, Promise<unknown>> = {}
