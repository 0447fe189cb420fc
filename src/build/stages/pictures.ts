import { type Diagnostic, diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts'
import { baseName } from '../../files/paths.ts'
import type { OutputPlan, PlannedFile } from '../../output/plan.ts'
import type { Document } from '../../page/document.ts'
import type { Session } from '../session.ts'

/** Makes the smaller copies of pictures that pages name, those that an earlier build did not make. Nothing is made where nothing is written. */
export function planPictures(session: Session, documents: readonly Document[]): Outcome<OutputPlan> {
  const variants = new Map(documents.flatMap((document) => document.variants))
  const { pictures: maker } = session
  if (!maker || variants.size === 0) return { value: new Map(), diagnostics: [] }
  const wishes = Array.from(variants, ([output, variant]) => ({ ...variant, name: baseName(output) }))
  const failed = session.state.isCheck ? new Set<string>() : maker.make(wishes)
  const told = new Set<string>()
  const diagnostics: Diagnostic[] = []
  const plan = new Map<string, PlannedFile>()
  for (const [output, { source }] of variants) {
    const isMade = !failed.has(baseName(output))
    // The picture itself stands in for a copy that could not be made: browsers look at the bytes.
    const content = () => (isMade ? maker.read(baseName(output)) : session.site.read(source))
    plan.set(output, { source, content, digest: `${isMade ? '' : 'itself '}${output}` })
    if (isMade || told.has(source)) continue
    told.add(source)
    diagnostics.push(
      diagnostic('picture/not-copied', `No smaller copy of \`${source}\` could be made.`, {
        hint: 'is it whole? Save it again with a picture program',
      }),
    )
  }
  return { value: plan, diagnostics }
}
