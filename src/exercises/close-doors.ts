/** What a program of a reader has no need for: the network, what the browser keeps for the site, other threads and tabs, devices. */
const DOORS =
  /^(?:fetch|XMLHttp|WebSocket|WebTransport|EventSource|Broadcast|Worker$|Shared?Worker|ServiceWorker|importScripts|indexedDB|IDB|caches?$|Cache|cookie|Cookie|[sS]torage|FileSystem|Font|fonts|webkit|navigator|Navigator|WorkerNavigator|Notification|permission|Permission|Push|Sync|Periodic|Background|RTC|USB|HID|Serial|GPU|Lock|Idle)/

/**
 * Takes them from this thread: nothing that runs in it afterwards leaves it but by messages to its page. Call it when an engine is loaded.
 * `import()` is no value that can be taken away: it is left to the policy of the host, and has nothing to tell.
 */
export function closeDoors(thread: object = globalThis): void {
  for (let at: object | null = thread; at && at !== Object.prototype; at = Reflect.getPrototypeOf(at))
    for (const name of Reflect.ownKeys(at))
      if (typeof name === 'string' && DOORS.test(name)) Reflect.deleteProperty(at, name)
}
