/** Minutes since midnight in a time zone. @param timeZone a name of the IANA list, e.g. Asia/Shanghai */
export function minuteIn(timeZone: string, now: Date = new Date()): number {
  const [hour, minute] = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
    .format(now)
    .split(':')
    .map(Number)
  return (hour % 24) * 60 + minute
}
