/** Starts features of a page; one that throws is told in the console and takes no other along. */
export function startEach(features: readonly (() => unknown)[]): void {
  for (const start of features) {
    try {
      start()
    } catch (error) {
      setTimeout(() => {
        throw error
      })
    }
  }
}
