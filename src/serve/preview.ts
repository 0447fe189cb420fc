import { folderFiles } from './folder-files.ts'
import { type Listening, listen } from './listen.ts'
import { isOwnHost } from './own-host.ts'
import { answerStatic, plainAnswer, sendAnswer } from './static-host.ts'

/** What is served, and where. */
export interface PreviewOptions {
  /** The output folder. */
  readonly folder: string
  /** The path that the site lies at, with a slash at both ends. */
  readonly base: string
  readonly host: string
  readonly port: number
}

/** Serves a built site as static hosts do, at the port or the next one that is free. */
export async function preview({ folder, base, host, port }: PreviewOptions): Promise<Listening> {
  const find = folderFiles(folder)
  return listen(
    (request, response) => {
      const answer = isOwnHost(request.headers.host, [host])
        ? answerStatic(find, request, base)
        : plainAnswer(403, 'This is not a name of this server.')
      sendAnswer(response, answer, request.method)
    },
    { host, port },
  )
}
