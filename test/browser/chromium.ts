import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** A browser that can be launched. */
export interface Chromium {
  readonly executablePath: string
  /** Variables it needs beside those of the process. */
  readonly env: Readonly<Record<string, string>>
}

const root = path.resolve(import.meta.dirname, '../..')
/** What `@sparticuz/chromium` has in it: a program for Linux on this processor. */
const packed = process.platform === 'linux' && process.arch === 'x64'

/**
 * The browser of the tests: `CHROME_PATH`, else the one that comes as a package, else an installed Chrome. Null where there
 * is none of them.
 */
export function findChromium(): Chromium | null {
  const named = process.env.CHROME_PATH
  if (named) return { executablePath: named, env: {} }
  if (packed) return unpackChromium()
  const installed = usualPlaces().find((place) => fs.existsSync(place))
  return installed === undefined ? null : { executablePath: installed, env: {} }
}

function usualPlaces(): string[] {
  const inFolders = (folders: readonly (string | undefined)[], ...names: readonly string[]): string[] =>
    folders.flatMap((folder) => (folder ? names.map((name) => path.join(folder, name)) : []))
  if (process.platform === 'darwin')
    return inFolders(
      ['/Applications', path.join(process.env.HOME ?? '', 'Applications')],
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Chromium.app/Contents/MacOS/Chromium',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    )
  if (process.platform === 'win32')
    return inFolders(
      [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA],
      'Google/Chrome/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    )
  return inFolders(
    (process.env.PATH ?? '').split(path.delimiter),
    'google-chrome',
    'google-chrome-stable',
    'chromium',
    'chromium-browser',
  )
}

/**
 * Unpacks the packaged browser beside the packages, once for each version. The package unpacks into the folder for
 * temporary files, so it gets one of its own, which takes its place when it is whole.
 */
function unpackChromium(): Chromium {
  const manifest = fs.readFileSync(path.join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')
  const version = /"version": "([^"]+)"/.exec(manifest)?.[1] ?? ''
  const folder = path.join(root, 'node_modules/.cache/lectern', `chromium-${version}`)
  if (!fs.existsSync(folder)) {
    const fresh = `${folder}-${process.pid}`
    fs.mkdirSync(fresh, { recursive: true })
    const script = "await (await import('@sparticuz/chromium')).default.executablePath()"
    // Named so, the package also unpacks the libraries that bare containers lack.
    const env = { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, env, stdio: 'inherit' })
    fs.writeFileSync(path.join(fresh, 'fonts.conf'), fontSettings(path.join(folder, 'fonts')))
    try {
      fs.renameSync(fresh, folder)
    } catch (error) {
      // Other tests of this clone were quicker.
      fs.rmSync(fresh, { recursive: true, force: true })
      if (!fs.existsSync(folder)) throw error
    }
  }
  const executablePath = path.join(folder, 'chromium')
  const fonts = { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') }
  const runs = spawnSync(executablePath, ['--version'], { stdio: 'ignore' }).status === 0
  return { executablePath, env: runs ? fonts : { ...fonts, LD_LIBRARY_PATH: path.join(folder, 'al2023/lib') } }
}

/** The system's fonts, and the one of the package where the system has none. */
const fontSettings = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}</dir>
</fontconfig>
`
