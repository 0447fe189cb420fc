import { createServer } from 'node:http'
import { compressed } from './compressed.ts'
import { folderFiles } from './folder-files.ts'
import { hostName, listen } from './listen.ts'
import { isForeignUse, isOwnHost } from './own-host.ts'
import { answerStatic, plainAnswer, sendAnswer } from './static-host.ts'

/** What is served, and where. */
export interface PreviewOptions {
  /** The output folder. */
  readonly folder: string
  /** The path that the site lies at, with a slash at both ends. */
  readonly base: string
  readonly host: string
  /** The first free one from 4321 on where it is not given. */
  readonly port: number | undefined
}

/** A preview that runs. */
export interface Preview {
  /** Where the front page is. */
  readonly address: string
  /** Ends at once, with all connections. */
  readonly close: () => Promise<void>
}

/** Serves a built site as static hosts do. The promise fails with the error of the system where it cannot listen. */
export async function preview({ folder, base, host, port }: PreviewOptions): Promise<Preview> {
  const find = folderFiles(folder)
  const server = createServer((request, response) => {
    const answer = !isOwnHost(request.headers.host, host)
      ? plainAnswer(403, 'This is not a name of this server.')
      : isForeignUse(request.headers)
        ? plainAnswer(403, 'From pages of this site only.')
        : compressed(answerStatic(find, request, base), request.headers)
    sendAnswer(response, answer, request.method)
  })
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    else socket.destroy()
  })
  const at = await listen(server, host, port)
  return {
    address: `http://${hostName(host)}:${at}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
