import type { InterfaceWords } from '../config/interface-words.ts'
import type { SiteContext, ThemeContext } from './context.ts'
import type { LanguageLook } from './language-context.ts'
import type { NavigationMemory } from './navigation-context.ts'

/**
 * Parts of the context that many pages of a build have in common. Each is made once; entries of the navigation keep their text
 * too: see speed/template-runtime/shared-entries.ts.
 */
export interface LayoutMemory {
  readonly site: (make: () => SiteContext) => SiteContext
  /** By language. */
  readonly words: (lang: string, make: () => InterfaceWords) => InterfaceWords
  /** By the code of the language. */
  readonly language: (code: string, make: () => LanguageLook) => LanguageLook
  /** Path of the file with the words for scripts, by language. */
  readonly scriptWords: (lang: string, make: () => string) => string
  /** By the way to the root of the site, which its addresses begin with. */
  readonly look: (root: string, make: () => ThemeContext) => ThemeContext
  /** Entries of the navigation. */
  readonly navigation: NavigationMemory
}

/** Begins without anything. */
export function createLayoutMemory(): LayoutMemory {
  const site = keep<SiteContext>()
  return {
    site: (make) => site('', make),
    words: keep(),
    language: keep(),
    scriptWords: keep(),
    look: keep(),
    navigation: new Map(),
  }
}

function keep<T>(): (key: string, make: () => T) => T {
  const known = new Map<string, T>()
  return (key, make) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const made = make()
    known.set(key, made)
    return made
  }
}
