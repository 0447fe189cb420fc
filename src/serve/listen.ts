import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that runs. */
export interface Listening {
  readonly port: number
  /** Ends at once, with all its connections. */
  readonly close: () => Promise<void>
}

/** How many ports to try behind the one that is taken. */
const TRIES = 50

/**
 * Serves at a port, or at the next one that is free where `exact` is not set. The promise fails with the error of the
 * system where there is none.
 */
export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  { host, port, exact = false }: { readonly host: string; readonly port: number; readonly exact?: boolean },
): Promise<Listening> {
  const server = createServer(handle)
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    else socket.destroy()
  })
  for (let i = 0; ; i++) {
    try {
      await listenAt(server, host, port === 0 ? 0 : port + i)
      break
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (!taken || exact || i >= TRIES || port + i >= 65_535) throw error
    }
  }
  return {
    port: portOf(server.address()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const listenAt = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })

const portOf = (address: string | AddressInfo | null): number =>
  typeof address === 'object' && address ? address.port : 0
