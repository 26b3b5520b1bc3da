/** Share of the newest alerts that a draft is not tuned on, percent. */
export const HELD_BACK_PERCENT = 20

/** The place of the first alert that is held back, of so many that stand oldest first. */
export function heldBackFrom(alerts: number): number {
  return Math.floor((alerts * (100 - HELD_BACK_PERCENT)) / 100)
}
