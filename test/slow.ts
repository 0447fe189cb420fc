/**
 * The test files that take more than a second or two: they start processes or a browser, wait for clocks and watchers, or
 * build hundreds of sites. `npm run check` leaves them out; `npm test` begins with them, in this order, so that no long
 * file runs alone at the end.
 */
export const slow: readonly string[] = [
  'test/browser/engines.test.ts',
  'test/browser/accessibility.test.ts',
  'test/exercises/pyodide-engine.test.ts',
  'test/verify/check-run.test.ts',
  'test/browser/dev.test.ts',
  'test/browser/quiz.test.ts',
  'test/workers/threads-cache.test.ts',
  'test/workers/threads.test.ts',
  'test/browser/shell.test.ts',
  'test/run/javascript.test.ts',
  'test/run/python.test.ts',
  'test/cli/run.test.ts',
  'test/cli/cli.test.ts',
  'test/cli/new-shards.test.ts',
  'test/plugins/manual-plugin.test.ts',
  'test/plugins/bad-plugins.test.ts',
  'test/files/lock.test.ts',
  'test/build/any-input.test.ts',
  'test/browser/search.test.ts',
  'test/markdown/linear.test.ts',
  'test/browser/weight.test.ts',
  'test/browser/formulas.test.ts',
  'test/build/safe-site.test.ts',
  'test/serve/dev-watch.test.ts',
  'test/output/outside.test.ts',
  'test/input/sources.test.ts',
  'test/browser/conditions.test.ts',
  'test/incremental/incremental.test.ts',
  'test/output/disk.test.ts',
  'test/cli/new.test.ts',
  'test/markdown/safe.test.ts',
  'test/cache/cache.test.ts',
  'test/plugins/packages.test.ts',
  'test/cli/external.test.ts',
  'test/browser/content.test.ts',
  'test/browser/components.test.ts',
  'test/cli/dev.test.ts',
  'test/workers/shards.test.ts',
  'test/speed/template-runtime.test.ts',
  'test/cli/preview.test.ts',
  'test/speed/code-cache.test.ts',
  'test/browser/safe.test.ts',
  'test/browser/prefetch.test.ts',
  'test/browser/browser.test.ts',
]

/** What is told of watched files depends on when they change: these run when nothing else does. */
export const alone: readonly string[] = ['test/serve/watch-site.test.ts']
