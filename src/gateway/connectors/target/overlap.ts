import { type ConnectorConfig, WrongSetting } from '../kind.ts'

const MOST_MINUTES = 24 * 60

/** Minutes in which an old secret and its next one both work; 15 where nothing is said. Throws `WrongSetting`. */
export function readOverlap({ values }: ConnectorConfig): number {
  const minutes = Number((values['overlapMinutes'] ?? '').trim() || 15)
  if (Number.isInteger(minutes) && minutes >= 0 && minutes <= MOST_MINUTES) return minutes
  throw new WrongSetting('overlapMinutes', `It is no whole number of minutes from 0 to ${MOST_MINUTES}.`)
}
