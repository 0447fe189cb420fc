import { readArguments } from './arguments.ts'
import { version } from './version.ts'

/** Runs the program; gives its exit code: 0, 1 for faults in the site, 2 for wrong usage or settings, or where nothing can be written. */
export async function run(argv: readonly string[]): Promise<0 | 1 | 2> {
  const args = readArguments(argv)
  switch (args.type) {
    case 'version':
      process.stdout.write(`${version}\n`)
      return 0
    case 'help': {
      const { helpText } = await import('./help.ts')
      process.stdout.write(helpText(args.command))
      return 0
    }
    case 'wrong':
      process.stderr.write(`lectern: ${args.message}\n`)
      return 2
    case 'command': {
      if (args.command === 'dev') {
        const { devCommand } = await import('./dev-command.ts')
        return devCommand(args.folder, args.values)
      }
      if (args.command === 'new') {
        const { newCommand } = await import('./new-command.ts')
        return newCommand(args.words, args.values)
      }
      if (args.command === 'translate') {
        const { translateCommand } = await import('./translate-command.ts')
        return translateCommand(args.words)
      }
      if (args.command === 'import') {
        const { importCommand } = await import('./import-command.ts')
        return importCommand(args.words, args.values.text('output'))
      }
      if (args.command === 'run') {
        const { runCommand } = await import('./run-command.ts')
        return runCommand(args.words, args.values)
      }
      if (args.command === 'export') {
        const { exportCommand } = await import('./export-command.ts')
        return exportCommand(args.words, args.values)
      }
      if (args.command === 'preview') {
        const { previewCommand } = await import('./preview-command.ts')
        return previewCommand(args.folder, args.values)
      }
      const { buildCommand } = await import('./build-command.ts')
      if (args.command === 'merge') return buildCommand('build', '.', args.values, args.words)
      return buildCommand(args.command, args.folder, args.values)
    }
  }
}
