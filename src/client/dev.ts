// What pages load while their author works on them: it listens to the server, and changes what has changed. It is never
// part of a published site.
import { listen } from './dev/connection.ts'
import { remember } from './dev/pristine.ts'
import { dimStale } from './dev/stale.ts'

const script = document.currentScript
// Before the other scripts of the page run: what they change is told from what the server sent.
remember(document.documentElement)
dimStale()
if (script instanceof HTMLScriptElement) listen(script)
