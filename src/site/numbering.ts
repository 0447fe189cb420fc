import { type LabelKind, labelKinds } from '../markdown/labels.ts'
import type { Document } from '../page/document.ts'
import type { NumberingFact } from './facts.ts'
import { firstAddress, type NavigationNode, readingOrder } from './navigation.ts'

/** For each page, the place of its chapter among the entries of the first level. */
export function chapterIndex(navigation: readonly NavigationNode[]): ReadonlyMap<string, number> {
  const chapters = new Map<string, number>()
  navigation.forEach((node, i) => {
    for (const address of readingOrder([node])) if (!chapters.has(address)) chapters.set(address, i)
  })
  return chapters
}

/** Chapters are the entries of the first level that hold pages, counted from 1. */
export function chapterNumbering(
  navigation: readonly NavigationNode[],
  chapters: ReadonlyMap<string, number>,
  order: readonly string[],
  byAddress: ReadonlyMap<string, Document>,
): ReadonlyMap<string, NumberingFact> {
  const numbers = new Map<number, number>()
  navigation.forEach((node, i) => {
    if (firstAddress(node) !== undefined) numbers.set(i, numbers.size + 1)
  })
  const totals = new Map<number, { [Kind in LabelKind]?: number }>()
  const facts = new Map<string, NumberingFact>()
  for (const address of order) {
    const chapter = chapters.get(address)
    const document = byAddress.get(address)
    if (chapter === undefined || !document) continue
    const before = totals.get(chapter) ?? {}
    facts.set(address, { prefix: `${numbers.get(chapter)}.`, before })
    const after = { ...before }
    for (const kind of labelKinds) after[kind] = (before[kind] ?? 0) + (document.counts[kind] ?? 0)
    totals.set(chapter, after)
  }
  return facts
}
