import os from 'node:os'
import { FIRST_PORT } from '../serve/listen.ts'
import type { OptionValues } from './arguments.ts'

/** Where a server is asked to listen. */
export interface ListenRequest {
  /** Undefined for the first free one. */
  readonly port: number | undefined
  readonly host: string
}

/** Reads `--port` and `--host`; a sentence where they are wrong. */
export function listenRequest(values: OptionValues): ListenRequest | string {
  const written = values.text('port')
  const port = written === undefined ? undefined : Number(written)
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535))
    return `\`--port\` takes a number up to 65535, not \`${written}\`.`
  return { port, host: values.text('host') ?? '127.0.0.1' }
}

/** Why a server cannot listen; undefined where that is not what went wrong. */
export function listenFault(error: unknown, { port, host }: ListenRequest): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return port === undefined
      ? `Port ${FIRST_PORT} and all those near it are taken.`
      : `Port ${port} is taken. Without \`--port\` the first one that is free is used.`
  if (code === 'EACCES') return `Port ${port ?? FIRST_PORT} may not be used.`
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') return `This machine is not \`${host}\`.`
  return undefined
}

/**
 * Where a site is, as it is printed: first where its own machine finds it; below that for other machines, such as a phone, if
 * they may reach it.
 */
export function addressLines(address: string, { host }: ListenRequest, words: string): string {
  const others =
    host === '0.0.0.0' || host === '::'
      ? Object.values(os.networkInterfaces())
          .flatMap((found) => found ?? [])
          .filter(({ internal, family }) => !internal && family === 'IPv4')
          .map((found) => {
            const url = new URL(address)
            url.hostname = found.address
            return `${url.href}  (from other machines of this network)`
          })
      : []
  return [`${address}  (${words})`, ...others].join('\n')
}
