import { setImmediate } from 'node:timers/promises'

/** Goes through all steps at once. @returns what they come to */
export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Goes through all steps, and lets others have their turn whenever this has taken `turnMs` milliseconds. */
export async function finishInTurns<T>(steps: Generator<void, T>, turnMs: number): Promise<T> {
  let began = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - began < turnMs) continue
    await setImmediate()
    began = performance.now()
  }
}
