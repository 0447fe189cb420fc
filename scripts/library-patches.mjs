// Lines of libraries that cost time on every page, replaced while the program is bundled. What each earns of a cold build is
// written at it. That the libraries come to the same with them is what test/speed/library-patches.test.ts is about.

const patches = [
  {
    // Class fields as compiled for old engines: a call of a function for each of the eleven fields of each token. 5 %.
    file: /[\\/]markdown-it[\\/]dist[\\/]/,
    written: /\b_defineProperty\(\s*this,\s*(?:\/\*[\s\S]*?\*\/\s*)?"(\w+)",/g,
    instead: '(this.$1 =',
  },
  {
    // The functions and classes of the whole compiler, and a copy of the language's names, for each piece of code. 2 %.
    file: /[\\/]highlight\.js[\\/]lib[\\/]core\.js$/,
    written: 'const md = compileLanguage(language);',
    instead: 'const md = language.isCompiled ? language : compileLanguage(language);',
  },
  {
    // A property by its description, for each mode that is entered. 0.7 %.
    file: /[\\/]highlight\.js[\\/]lib[\\/]core\.js$/,
    written: 'top = Object.create(mode, { parent: { value: top } });',
    instead: 'const entered = Object.create(mode); entered.parent = top; top = entered;',
  },
]

/** A plugin of Rolldown; fails where a library no longer has such a line. */
export const libraryPatches = {
  name: 'library-patches',
  transform(code, id) {
    let patched = code
    for (const { file, written, instead } of patches) {
      if (!file.test(id)) continue
      const before = patched
      patched = patched.replace(written, instead)
      if (patched === before)
        throw new Error(`${id} no longer has ${written}: look at it in scripts/library-patches.mjs.`)
    }
    return patched === code ? undefined : { code: patched, map: null }
  },
}
