import type { Server } from 'node:http'

/** The port of the development server, where it is free. */
export const FIRST_PORT = 4321
const TRIES = 100

/** Listens at a port, or at the first free one from 4321 on; gives the port. */
export async function listen(server: Server, host: string, port: number | undefined): Promise<number> {
  for (let at = port ?? FIRST_PORT; ; at++) {
    try {
      return await listenAt(server, host, at)
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (!taken || port !== undefined || at >= FIRST_PORT + TRIES) throw error
    }
  }
}

const listenAt = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })

/** A host as it stands in an address that its own machine opens. */
export const hostName = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
