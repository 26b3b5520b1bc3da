/** Share of the newest alerts that a draft is not tuned on, percent. */
export const HELD_BACK_PERCENT = 20
