import type { BuildResult } from '../build/build.ts'
import { type Session, textOf } from '../build/session.ts'
import { ACCEPTED_FILE, acceptedText } from '../diagnostics/accepted.ts'
import { countText } from '../diagnostics/counts.ts'
import { sortDiagnostics } from '../diagnostics/diagnostic.ts'
import { plainColours, prettyAll } from '../diagnostics/pretty.ts'

/** `lectern check --accept`: writes the list of what is wrong now, or removes it where nothing is. */
export function accept(session: Session, result: BuildResult, { quiet }: { readonly quiet: boolean }): 0 | 2 {
  const found = result.diagnostics.filter(({ code }) => code !== 'config/bad-accepted')
  if (result.fault === 'settings' && found.some(({ code }) => /^(?:config|output)\//.test(code))) {
    for (const item of prettyAll(found, textOf(session), plainColours)) process.stderr.write(`${item}\n\n`)
    process.stderr.write('lectern: Faults of the settings cannot be accepted, and hide others; nothing was written.\n')
    return 2
  }
  const all = sortDiagnostics([...found, ...result.accepted])
  const text = acceptedText(all)
  if (text === '') session.site.remove(ACCEPTED_FILE)
  else session.site.write(ACCEPTED_FILE, text)
  if (!quiet)
    process.stdout.write(
      text === ''
        ? `nothing is wrong; there is no ${ACCEPTED_FILE}\n`
        : `${countText(all)} accepted in ${ACCEPTED_FILE}; what is new is told\n`,
    )
  return 0
}
