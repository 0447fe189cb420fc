import fs from 'node:fs'
import path from 'node:path'
import { textOf } from '../build/session.ts'
import { countText } from '../diagnostics/counts.ts'
import { plainColours, prettyAll, terminalColours } from '../diagnostics/pretty.ts'
import { openSession } from '../open-session.ts'
import { develop } from '../serve/develop.ts'
import { openBrowser } from '../serve/open-browser.ts'
import { openEditor } from '../serve/open-editor.ts'
import type { OptionValues } from './arguments.ts'
import { settingsPath } from './build-command.ts'
import { wrongFolder } from './courses.ts'
import { otherProgram } from './other-program.ts'
import { runOnSave } from './run-on-save.ts'
import { addressLines, listenFault, listenRequest } from './serving.ts'
import { version } from './version.ts'

/** `lectern dev`: serves a site while it is written, until the process is told to stop. */
export async function devCommand(folder: string, values: OptionValues): Promise<0 | 2> {
  const wrong = (message: string): 2 => {
    process.stderr.write(`lectern: ${message}\n`)
    return 2
  }
  const root = path.resolve(folder)
  if (!fs.statSync(root, { throwIfNoEntry: false })?.isDirectory()) return wrong(`There is no folder \`${folder}\`.`)
  const request = listenRequest(values)
  if (typeof request === 'string') return wrong(request)
  const note = wrongFolder('dev', folder) ?? (await otherProgram(root))

  const { session } = openSession(root, version)
  const quiet = values.flag('quiet')
  const runner = values.flag('run')
    ? runOnSave(root, runOptions(root, values), (path) => pageOfResults(session.inputs.text(path)?.text ?? ''))
    : undefined
  const state: { told: string | undefined; address: string } = { told: undefined, address: '' }
  const colours = process.stderr.isTTY && !process.env.NO_COLOR ? terminalColours : plainColours
  const clear = process.stdout.isTTY && process.stderr.isTTY ? '\u001b[2J\u001b[3J\u001b[H' : ''
  try {
    const developing = await develop(root, {
      session,
      overrides: {
        config: settingsPath(root, values.text('config')),
        base: values.text('base') ?? '/',
        drafts: true,
        plainPictures: true,
      },
      ...request,
      openEditor: (file, line, column) => openEditor(path.join(root, file), line, column),
      onFaults(diagnostics, pages) {
        runner?.take(diagnostics)
        const found = prettyAll(diagnostics, textOf(session), colours).join('\n\n')
        const news = `${pages} ${found}`
        if (news === state.told) return
        if (state.told !== undefined && clear !== '') process.stdout.write(`${clear}${state.address}\n`)
        state.told = news
        if (found !== '') process.stderr.write(`\n${found}\n\n`)
        if (!quiet || diagnostics.length)
          process.stdout.write(`${pages} page${pages === 1 ? '' : 's'}, ${countText(diagnostics)}\n`)
      },
    })
    const lines = addressLines(developing.address, request, 'stop with Ctrl C')
    state.address = note === undefined ? lines : `${lines}\n${note}`
    process.stdout.write(`${state.address}\n`)
    if (values.flag('open')) openBrowser(developing.address)
    return await new Promise((resolve) => {
      const stop = (): void => {
        runner?.stop()
        void developing.close()
        resolve(0)
        // What the system holds for the watcher goes with the process: nobody has to wait for it.
        process.exit(0)
      }
      process.once('SIGINT', stop)
      process.once('SIGTERM', stop)
    })
  } catch (error) {
    const fault = listenFault(error, request)
    if (fault !== undefined) return wrong(fault)
    throw error
  }
}

/** Options that `lectern run` gets, too. */
function runOptions(root: string, values: OptionValues): readonly string[] {
  const config = settingsPath(root, values.text('config'))
  return [...(values.flag('trust') ? ['--trust'] : []), ...(config === undefined ? [] : ['--config', config])]
}

/** The page that a file of results says it is of. */
const pageOfResults = (text: string): string | undefined => /^ "page": "([^"\\]+)",$/m.exec(text)?.[1]
