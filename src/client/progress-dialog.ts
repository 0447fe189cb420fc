import { around } from './element.ts'
import { fillWord } from './page-words.ts'
import { keepProgress, loadProgress, parseProgress } from './progress-store.ts'
import { allWork, keepAllWork } from './work-file.ts'

/** "Your progress": saved to a file, loaded from one, erased. */
export function openProgressDialog(changed: () => void): void {
  const dialog = around<HTMLDialogElement>('.progress-dialog')
  const state = dialog?.querySelector<HTMLElement>('.progress-state')
  if (!dialog || !state) return
  const on = (name: string, action: () => void): void => {
    around(`.progress-${name}`)?.addEventListener('click', action)
  }
  const tell = (words: string | undefined): void => {
    state.textContent = words ?? ''
  }
  on('open', () => {
    const n = Object.keys(loadProgress().read).length
    tell(n === 1 ? state.dataset.page : fillWord(state.dataset.pages, { n }))
    dialog.showModal()
  })
  on('close', () => dialog.close())
  on('save', () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify({ ...loadProgress(), work: allWork() }, null, 2)], { type: 'application/json' }),
    )
    link.download = 'progress.json'
    link.click()
    URL.revokeObjectURL(link.href)
  })
  on('load', () => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.json'
    input.addEventListener('change', async () => {
      const text = (await input.files?.[0]?.text()) ?? ''
      const progress = parseProgress(text)
      if (progress) {
        keepProgress(progress)
        keepAllWork(text)
      }
      tell(progress ? state.dataset.loaded : state.dataset.notLoaded)
      changed()
    })
    input.click()
  })
  on('erase', () => {
    if (!confirm(state.dataset.sure)) return
    keepProgress(undefined)
    keepAllWork('{"work":{}}')
    tell(state.dataset.erased)
    changed()
  })
}
