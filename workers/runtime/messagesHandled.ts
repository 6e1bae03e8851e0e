/**
 * Lets the messages in that have arrived meanwhile. On wasm a run ends in the same task in which it began, and so would a whole
 * edit: a worker that never comes back to its event loop learns of a cancellation when there is nothing left to cancel.
 */
export function messagesHandled(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(undefined)
  })
}
