/** From here on a FILETIME is in the last minutes of the year 9999 or later; below it the arithmetic is exact. */
const lastHigh = 0x24c85a5e
const digits = Array.from('0000-00-00T00:00:00.0000000Z', (character) => character.charCodeAt(0))
let dayWritten = -1

/**
 * A FILETIME, 100 ns steps since 1601, as ISO 8601 with seven fraction digits. Undefined when its year has five.
 */
export function fileTime(low: number, high: number): string | undefined {
  if (high >= lastHigh) return undefined
  // high * 2^32 steps are high * 429 s and high * 4,967,296 steps.
  const steps = high * 4_967_296 + low
  const wholeSeconds = Math.floor(steps / 1e7)
  const seconds = high * 429 + wholeSeconds
  const day = Math.floor(seconds / 86_400)
  if (day !== dayWritten) writeDay(day)
  const second = seconds - day * 86_400
  const minute = Math.floor(second / 60)
  const hour = Math.floor(minute / 60)
  write(11, 2, hour)
  write(14, 2, minute - hour * 60)
  write(17, 2, second - minute * 60)
  write(20, 7, steps - wholeSeconds * 1e7)
  return String.fromCharCode(...digits)
}

/** From the first of March of the year 0, where a count of days is simple: leap days end its years. */
const daysTo1601 = 584_694

/** Events of a day come together. */
function writeDay(day: number): void {
  const days = day + daysTo1601
  const era = Math.floor(days / 146_097)
  const dayOfEra = days - era * 146_097
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  write(0, 4, era * 400 + yearOfEra + (month <= 2 ? 1 : 0))
  write(5, 2, month)
  write(8, 2, dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1)
  dayWritten = day
}

function write(start: number, count: number, value: number): void {
  let left = value
  for (let i = start + count - 1; i >= start; i--) {
    const rest = Math.floor(left / 10)
    digits[i] = 0x30 + left - rest * 10
    left = rest
  }
}

/** A SYSTEMTIME as ISO 8601 with milliseconds. Undefined when it is no time. */
export function systemTime(view: DataView, at: number): string | undefined {
  const [year, month, , day, hour, minute, second, milli] = Array.from({ length: 8 }, (_, i) =>
    view.getUint16(at + 2 * i, true),
  ) as [number, number, number, number, number, number, number, number]
  if (year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return undefined
  if (hour > 23 || minute > 59 || second > 59 || milli > 999) return undefined
  const two = (value: number): string => String(value).padStart(2, '0')
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}.${String(milli).padStart(3, '0')}Z`
}
