import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import type { OutputPlan } from './plan.ts'

/** What a part of a path may not be on Windows: names of devices, with any ending, signs, and a dot or a space at its end. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\..*)?$/i
const SIGN = /[<>:"|?*\\\p{Cc}]/u
const ODD = /[<>:"|?*\\\p{Cc}]|[. ](?:\/|$)|(?:^|\/)(?:con|prn|aux|nul|com|lpt)/iu

/** Tells of files that Windows cannot hold: the site could not be built, checked out or unpacked there. Each name is told once. */
export function windowsNames(plan: OutputPlan): Diagnostic[] {
  const told = new Set<string>()
  const diagnostics: Diagnostic[] = []
  for (const [path, { source }] of plan) {
    // Most paths have nothing of it in them.
    if (!ODD.test(path)) continue
    const parts = path.split('/')
    for (const [i, part] of parts.entries()) {
      const reason = reasonOf(part)
      const upTo = parts.slice(0, i + 1).join('/')
      if (reason === undefined) continue
      // What lies in a folder of such a name moves with it.
      if (told.has(upTo)) break
      told.add(upTo)
      diagnostics.push(
        diagnostic('page/windows-name', `\`${upTo}\` cannot be stored on Windows: ${reason}.`, {
          span: { path: source, start: 0, end: 1 },
          hint: `give it another name, for example \`${freeName(part)}\``,
        }),
      )
      break
    }
  }
  return diagnostics
}

function reasonOf(part: string): string | undefined {
  const sign = SIGN.exec(part)?.[0]
  if (sign !== undefined) return `names there have no ${/\p{Cc}/u.test(sign) ? 'control characters' : `\`${sign}\``}`
  if (/[. ]$/.test(part)) return `names there do not end with a ${part.endsWith('.') ? 'dot' : 'space'}`
  return DEVICE.test(part) ? `\`${part.replace(/ *\..*/, '')}\` is the name of a device there` : undefined
}

/** A name that is free of all that. */
function freeName(part: string): string {
  const plain = part.replace(/[<>:"|?*\\\p{Cc}]+/gu, '-').replace(/[. ]+$/, '') || 'page'
  return DEVICE.test(plain) ? plain.replace(/^[^. ]*/, '$&-1') : plain
}
