import { type AcceptedFault, applyAccepted } from './accepted.ts'
import { type Code, codes, isCode } from './codes.ts'
import { applyRules, type Diagnostic, type RuleLevel, sortDiagnostics } from './diagnostic.ts'
import { applyIgnores, type Ignore } from './ignores.ts'

/**
 * What a run tells of all that it found. Every command goes through here, so that they agree: what authors ignore is left out, the
 * site's rules hold, and the order is that of files and places.
 */
export interface DiagnosticReport {
  readonly diagnostics: readonly Diagnostic[]
  readonly fault: Fault
  /** Those that the site's author accepted: they are not among the others. */
  readonly accepted: readonly Diagnostic[]
  /** How many accepted faults were not found. */
  readonly gone: number
}

/** What is at fault: `settings` where settings or output folder are wrong, `site` where pages are. */
export type Fault = 'none' | 'site' | 'settings'

/** How a run wants its diagnostics. */
export interface ReportOptions {
  /** The site's rules, by code. */
  readonly rules: ReadonlyMap<string, RuleLevel>
  /** Faults that the site's author accepted. */
  readonly accepted?: readonly AcceptedFault[] | undefined
  /** Warnings count as errors. */
  readonly strict?: boolean | undefined
  /** Codes that were not looked for: that nothing needed an ignore of theirs says nothing. */
  readonly unchecked?: ReadonlySet<Code>
  /** Whether a code may be that of a plugin of the site. */
  readonly isPluginCode?: ((code: string) => boolean) | undefined
}

/** Codes that are looked for only where other hosts are asked. */
const NEEDS_NETWORK: ReadonlySet<Code> = new Set<Code>(['link/unreachable'])

/** Makes the report of what was found. */
export function reportOf(
  found: readonly Diagnostic[],
  ignores: readonly Ignore[],
  { rules, accepted = [], strict = false, unchecked = NEEDS_NETWORK, isPluginCode }: ReportOptions,
): DiagnosticReport {
  const all = firstOf(sortDiagnostics(applyRules(applyIgnores(found, ignores, unchecked, isPluginCode), rules)))
  const left = applyAccepted(all, accepted)
  return { ...left, fault: faultOf(left.diagnostics, strict) }
}

/** Without the later ones of a code that is told once. */
function firstOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = new Set<string>()
  return diagnostics.filter(({ code }) => {
    if (!isCode(code) || !codes[code].once) return true
    const isFirst = !told.has(code)
    told.add(code)
    return isFirst
  })
}

function faultOf(diagnostics: readonly Diagnostic[], strict: boolean): Fault {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.some(({ code }) => /^(?:config|output)\//.test(code))) return 'settings'
  return errors.length > 0 || (strict && diagnostics.length > 0) ? 'site' : 'none'
}
