/** Waits between attempts, in milliseconds: longer each time up to a minute, never all programs at the same moment. */
export function backoffMs(attempt: number, firstMs = 1000, mostMs = 60_000): number {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 16))
  return full / 2 + Math.random() * (full / 2)
}
